"""What people type about requests and meetings, read and checked."""
