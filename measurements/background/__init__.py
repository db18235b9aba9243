"""What is known of an answer when it is read or written: what was said of it, the semester before, its series, what changed since."""
