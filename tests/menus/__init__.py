"""What the menus decide."""
