"""The only code that changes where an answer stands: its steps, observing, reopening, more time."""
