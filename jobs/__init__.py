"""The clock: what is done unasked."""
