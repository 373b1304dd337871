"""The talk: understanding, asking, answering."""
