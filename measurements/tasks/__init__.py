"""What people must do now: the task list of an institution and everybody's home."""
