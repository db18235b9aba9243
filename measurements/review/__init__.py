"""The Committee's desk: what was sent, and what a reviewer looks at before deciding."""
