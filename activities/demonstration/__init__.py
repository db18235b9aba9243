"""What institutions planned, did and paid in the demonstration. Everything is invented; committee/demonstration/planning.py tells it."""
