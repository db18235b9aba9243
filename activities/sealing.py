"""A planning round whose plan was frozen never changes again: the database refuses, whichever door somebody tries."""

from __future__ import annotations

from documents.sealing import Seal

MESSAGE = "frozen plan of the year"
SEAL = Seal("frozen", MESSAGE, head={"activities_planninground": '{row}."sealed_at" IS NOT NULL'})
