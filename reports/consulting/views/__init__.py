"""Pages of consultations, of a report before a meeting, of issuing and of withdrawing it."""
