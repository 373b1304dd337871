"""The world: messengers, the start of the program, what the keeper types."""
