"""Definitions as whole documents: read from the rows, compared, checked, and written as new rows."""
