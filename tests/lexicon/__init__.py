"""Training of the lexicon's model, and its figures: `make lexicon`."""
