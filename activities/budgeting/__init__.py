"""What activities cost: statements about a fiscal year and their budget items."""
