"""One verb a file, each a short transaction: reporting, sending, climbing, answering."""
