"""The tests, and the stand-ins of the world that they talk to."""
