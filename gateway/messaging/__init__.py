"""Messages on their way out: written, claimed, sent, settled, receipted; nothing here knows an incident."""
