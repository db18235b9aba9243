"""What a meeting agrees: written while its minutes are open, then followed until it is done."""
