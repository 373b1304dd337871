"""Asking: from a question to a figure that can be defended, and what is decided about the book."""
