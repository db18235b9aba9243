"""What units contributed to an answer of their institution: the parts, their sums, their record and their table."""
