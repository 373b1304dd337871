"""Members learn the bot by practice, and the bot learns their words."""
