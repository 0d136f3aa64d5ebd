"""How Doria is installed: its lock, the platforms it has wheels for, the Pythons of this machine, its packages."""
