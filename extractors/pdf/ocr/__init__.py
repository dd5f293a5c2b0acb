"""Pages without usable text, read from their picture."""
