"""The association's own life: giving, meetings, votes, second chances, youth work and papers."""
