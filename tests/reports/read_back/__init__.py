"""Pages, charts and files read back from what was written, without knowing how."""
