"""What is true whoever asks: categories, references, rosters, ladders, numbers and the alphabet."""
