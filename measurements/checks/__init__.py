"""What is wrong, odd or in order in an answer, and the institution's word about it."""
