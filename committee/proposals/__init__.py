"""What institutions propose to change of their indicators, and what the Committee answers."""
