"""Court: what becomes of arrests, known by incidents alone, and the clocks that ask when nothing is heard."""
