"""The press: files are made in a process of their own, so that the bot itself never loads what makes them.

Only the terminal, which waits for each, makes them itself.
"""
