"""How much fits in the boxes of an answer, whichever door it comes through: the page's form and the spreadsheet read it here."""

from __future__ import annotations

NARRATIVE_LENGTH = 1000
REASON_LENGTH = 500
EXPLANATION_LENGTH = 500
MOST_ROWS = 400
"""Of one list."""
MOST_ALIKE = 10_000
MOST_PEOPLE = 100_000
"""In one row; no event of the sector comes near, and a document number typed into the wrong box is above it."""
