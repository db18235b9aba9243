"""Until when an institution may write, what it still owes, and who is reminded."""
