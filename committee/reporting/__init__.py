"""A report before the Committee: put before a meeting, adopted in it, named in its minutes. Drafted and issued above (reports)."""
