"""Telling whether a file or a digest is what was issued, and keeping signed copies."""
