"""Boxes of consultations, of putting a report before a meeting, of issuing and withdrawing it."""
