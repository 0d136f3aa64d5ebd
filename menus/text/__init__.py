"""Words: alphabets, languages, what texts suggest, and what may not leave in them."""
