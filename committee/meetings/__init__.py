"""A meeting of the Committee: called, changed, cancelled, held; its agenda, its quorum, and who is told of it."""
