"""Reports on their way in: dialled, texted, begun and broken off."""
