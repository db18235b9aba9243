"""The public log of what the Committee's reviews changed of the plan's indicators."""
