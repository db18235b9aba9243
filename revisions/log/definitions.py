"""The definitions that one indicator has had: which, since when, by what act, and the full text of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from indicators.defining.comparing import Difference, differences
from indicators.defining.naming import Names, said
from indicators.defining.reading import documents_of, words_of
from indicators.defining.written_out import Line, foreign, written_out
from indicators.models import Indicator, IndicatorRevision
from reports.figures.answers import plain_or_none
from revisions.log.reading import readable, waiting_for_minutes


@dataclass(frozen=True, slots=True)
class PastDefinition:
    """One definition of an indicator. Proposed until minutes are closed over it. `until` is the semester that the next one
    begins in; `differences` are from the one before.
    """

    number: int
    name: str
    change_class: str
    comparability: str
    factor: Decimal | None
    effective_from: str
    until: str
    adopted_on: dt.date | None
    act: str
    is_proposed: bool
    reason: str
    reason_lang: str  # where it is in the other language than the page
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]

    @property
    def is_retirement(self) -> bool:
        return self.change_class == IndicatorRevision.ChangeClass.RETIRED


def definitions_of(indicator: Indicator) -> tuple[PastDefinition, ...]:
    """Every definition that may be read, the newest first. Takes a fixed number of queries."""
    rows = readable(IndicatorRevision.objects.filter(indicator=indicator))
    revisions = list(rows.select_related("effective_from").order_by("number"))
    documents = documents_of(IndicatorRevision.objects.filter(pk__in=[each.pk for each in revisions]))
    waiting = waiting_for_minutes(indicator)
    names, found = Names(), []
    for place, revision in enumerate(revisions):
        before = revisions[place - 1] if place else None
        after = revisions[place + 1] if place + 1 < len(revisions) else None
        document, reason = documents[revision.pk], words_of(revision, "rationale")
        found.append(
            PastDefinition(
                number=revision.number,
                name=str(revision.name),
                change_class=revision.change_class,
                comparability=revision.comparability if before else "",
                factor=plain_or_none(revision.rebase_factor),
                effective_from=revision.effective_from.code,
                until=after.effective_from.code if after else "",
                adopted_on=None if revision.pk in waiting else revision.adopted_on,
                act="" if revision.pk in waiting else revision.act_reference,
                is_proposed=revision.is_proposed or revision.pk in waiting,
                reason=said(reason),
                reason_lang=foreign(reason),
                lines=written_out(document, names),
                differences=differences(documents[before.pk], document, names) if before else (),
            )
        )
    return tuple(found[::-1])
