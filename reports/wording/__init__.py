"""Figures, targets and answers in words, in the active language, for every page, table, chart and file."""
