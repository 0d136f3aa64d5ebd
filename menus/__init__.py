"""What is said and decided: pure functions of state and input, in every language of a community."""
