"""The plan of the year before the Committee: consolidated, put before a meeting, adopted in it, frozen with its minutes."""
