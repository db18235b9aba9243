"""What may happen to an edition after it was issued: live data drift from it, it is corrected, it is withdrawn."""
