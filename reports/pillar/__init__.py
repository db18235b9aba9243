"""One pillar of the plan: the page, its words and its table."""
