"""The receipt of a sending: its words, its PDF and its mail."""
