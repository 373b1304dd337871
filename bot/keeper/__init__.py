"""What the keeper of an installation has in hand: copies of the records, the doctor, figures for monitoring, logs."""
