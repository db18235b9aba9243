"""A report being prepared: opened, its sections laid out, its texts written. Rows are written here and nowhere else."""
