"""Two semesters side by side: the page, its words and its table."""
