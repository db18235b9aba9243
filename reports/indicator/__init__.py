"""The page of one indicator: its state in words, the share of women, and its details as a table."""
