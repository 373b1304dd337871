"""The memory: records, figures, indicators, queries."""
