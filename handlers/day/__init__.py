"""Quick reports of the day, the week, and of one's own work."""
