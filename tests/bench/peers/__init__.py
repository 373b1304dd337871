"""Bots of others that repeat what they hear: started with the Bot API's address and a token, in a venv of theirs."""
