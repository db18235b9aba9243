"""Tables of figures to take away, with the notes that go with every one of them."""
