"""Barazas: meetings, agendas, questions, answers, and what the pages show of them."""
