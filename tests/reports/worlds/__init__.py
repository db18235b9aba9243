"""Small worlds to report on, each worked out by hand."""
