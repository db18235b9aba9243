"""Small worlds of answers, and hands that take them from step to step."""
