"""What every page of figures asks of its address and of its reader, and how long a browser may keep it."""
