"""The press: files are made in a process of their own, so that the bot itself never loads what makes them."""
