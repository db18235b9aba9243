"""The six-monthly review as the Committee holds it: opened in a meeting, decided item by item, adopted, closed with its minutes."""
