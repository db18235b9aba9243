"""A second engine, made to be obviously right, and the two held against each other."""
