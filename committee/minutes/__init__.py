"""The minutes of a meeting: what they print, and what closing them makes final."""
