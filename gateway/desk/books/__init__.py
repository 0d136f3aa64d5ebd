"""Books: the association's money month by month, payments that wait, and receipt books to print."""
