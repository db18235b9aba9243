"""What a report must print of its snapshot, worked out from the frozen numbers alone."""
