"""Pages of papers: the register, the card of the association to print, and the transparency pack of a quarter."""
