"""The web chat, served and used as people use it."""
