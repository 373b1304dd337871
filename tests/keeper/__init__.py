"""What the keeper has in hand."""
