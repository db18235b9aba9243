"""What one answer holds: its cells, items, documents and figure; how it is read, laid out and written."""
