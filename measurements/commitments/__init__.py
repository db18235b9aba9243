"""Who commits to report which indicator: the matrix and its changes."""
