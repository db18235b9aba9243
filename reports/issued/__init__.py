"""Issuing a report, and what was issued: its list, its pages, its files and the seal on it."""
