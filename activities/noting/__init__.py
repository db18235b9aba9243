"""Following activities up: a note for each semester, with evidence."""
