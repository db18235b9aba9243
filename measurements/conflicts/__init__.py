"""Two people at one answer at once: what the other did meanwhile, and the two made one."""
