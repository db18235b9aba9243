"""What institutions planned, did and paid in the demonstration. Everything is invented; committee/demonstrated_planning.py tells it."""
