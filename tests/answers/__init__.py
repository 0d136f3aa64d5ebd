"""Answers of people with a role, as they may write them, and the training of the model that reads them."""
