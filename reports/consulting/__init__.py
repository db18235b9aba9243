"""Consulting the member institutions about a draft, answering their remarks, and putting it before a meeting: all its rows."""
