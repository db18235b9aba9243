"""Activities as bars over months: which shape stands for which standing, and how long a chart may grow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.figures.facts import ActivityFacts, Part
from activities.figures.narrowing import NEWS_FIRST
from activities.figures.tally import Group, Tally, by_institution, by_pillar
from activities.progress import Standing
from activities.standing_words import label_of
from activities.views.looking import Looked
from activities.views.wording import counts_said
from documents.charts.gantt import Bar, Gantt, Shape
from documents.formatting import MONTHS, is_english, joined
from documents.speaking import language

BY_INSTITUTION, BY_PILLAR = "institucion", "ambito"
MOST_ROWS = 20
"""As many as a sheet of A4 across holds under their months: paper breaks between charts, never in one."""
SHAPES = {
    Standing.PLANNED: Shape.HOLLOW,
    Standing.RUNNING: Shape.PALE,
    Standing.DONE: Shape.TICKED,
    Standing.DELAYED: Shape.STRIPED,
    Standing.UNREPORTED: Shape.DASHED,
    Standing.CANCELLED: Shape.STRUCK,
}


@dataclass(frozen=True, slots=True)
class Section:
    """One institution or pillar: its words, its charts (each with what begins its ids) and, for the table beside them, its activities."""

    part: Part
    said: str
    charts: tuple[tuple[str, Gantt], ...]
    activities: tuple[ActivityFacts, ...]


def sections_of(looked: Looked, activities: Sequence[ActivityFacts], by: str) -> tuple[Section, ...]:
    groups = by_pillar(activities) if by == BY_PILLAR else by_institution(activities)
    first, last = span_of(looked, activities)
    return tuple(
        Section(group.part, tally_said(group.tally, is_frozen=looked.is_frozen), charts, group.activities)
        for group in groups
        if (charts := tuple(_charts(looked, group, first, last)))
    )


def span_of(looked: Looked, activities: Sequence[ActivityFacts]) -> tuple[dt.date, dt.date]:
    """The year, and what of the next one moved activities need."""
    year = looked.year.year if looked.year else looked.on.year
    last = max([dt.date(year, 12, 31), *(each.ends_on for each in activities)])
    return dt.date(year, 1, 1), last


def tally_said(tally: Tally, *, is_frozen: bool) -> str:
    """“12 actividades: 3 realizadas y 1 con retraso; 1 cancelada”."""
    counted = ngettext("%(n)s activity", "%(n)s activities", tally.kept) % {"n": tally.kept}
    said = joined(list(counts_said(tally)), language()) if is_frozen else ""
    parts = [f"{counted}: {said}" if said else counted]
    if tally.cancelled:
        parts.append(ngettext("%(n)s cancelled", "%(n)s cancelled", tally.cancelled) % {"n": tally.cancelled})
    return "; ".join(parts)


def _charts(looked: Looked, group: Group, first: dt.date, last: dt.date) -> list[tuple[str, Gantt]]:
    bars = [bar_of(each) for each in group.activities]
    starts = range(0, len(bars), MOST_ROWS)
    said = f"{group.part.name}: {tally_said(group.tally, is_frozen=looked.is_frozen)}"
    return [
        (
            f"{group.part.code}-{n + 1}",
            Gantt(
                said if len(starts) == 1 else f"{said} ({n + 1}/{len(starts)})",
                language(),
                bars[start : start + MOST_ROWS],
                first=first,
                last=last,
                today=looked.on,
                today_label=_("today, %(day)s") % {"day": day_and_month(looked.on)},
            ),
        )
        for n, start in enumerate(starts)
    ]


def bar_of(each: ActivityFacts) -> Bar:
    """Of a proposed activity nothing is known: it is drawn as planned."""
    shape = SHAPES[each.standing] if each.is_frozen else Shape.HOLLOW
    word = each.label if each.is_frozen else _("Proposed")
    return Bar(f"{each.code} {each.title}", each.starts_on, each.ends_on, shape, word, each.was)


def keys_of(*, is_frozen: bool) -> list[tuple[str, str]]:
    """Each shape and its word, what asks for attention first. Of proposals there is one shape only."""
    return [(SHAPES[each].value, label_of(each)) for each in NEWS_FIRST] if is_frozen else []


def day_and_month(day: dt.date) -> str:
    if is_english(language()):
        return f"{day.day} {MONTHS['en'][day.month - 1]}"
    return f"{day.day} de {MONTHS['es'][day.month - 1]}"
