"""Financing: how many of the institutions that section 09 binds stated an item in their budget."""

from __future__ import annotations

from reports.edition.financing import fallback, introduction, tallied
from reports.edition.kind import own_of
from reports.edition.own import budget_sentence
from reports.edition.reading import Snapshot
from reports.edition.texts.shape import paragraphs, together


def tell(s: Snapshot) -> str:
    said = s.content.get("budget")
    if said is not None and own_of(s) is not None:
        return paragraphs(introduction(s, said), budget_sentence(said))
    return "" if said is None else paragraphs(introduction(s, said), together(tallied(s, said), fallback(said)))
