"""Spreadsheets that come from outside: read by a child process that may fail without harm to the server."""
