"""What the reporter's pages read from people: numbers, cells, items, answers."""
