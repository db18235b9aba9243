"""What changed in a report between its last consultation and what is before the meeting: of which text, by whom, and how many data.

This app does not know how reports are drafted: the app that does names the source when Django starts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import ReportPoint
from documents.formatting import number
from documents.speaking import language as speaking
from measurements.background.resent import Piece, pieces


@dataclass(frozen=True, slots=True)
class ChangedText:
    """What a section said and says in one language. Empty: it said nothing."""

    language: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Word by word."""
        return tuple(pieces(self.before, self.after))


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """`by` and `at`: who wrote its text last, and when; nobody where it was only turned on or off."""

    title: str
    texts: tuple[ChangedText, ...]
    was_printed: bool
    is_printed: bool
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangedDatum:
    """As it is printed. `is_band`: the state of progress changed."""

    where: str
    what: str
    before: str
    after: str
    is_band: bool


@dataclass(frozen=True, slots=True)
class SinceConsultation:
    """`consultation`: its number. `is_rearranged`: the sections that were printed and are stand in another order."""

    consultation: int
    sections: tuple[ChangedSection, ...]
    data: tuple[ChangedDatum, ...]
    is_rearranged: bool

    @property
    def is_same(self) -> bool:
        return not self.sections and not self.data and not self.is_rearranged


def answer_of(since: SinceConsultation) -> str:
    """How much changed, as one sentence."""
    words: dict[str, object] = {"number": since.consultation}
    if since.is_same:
        return _("Nothing has changed since consultation %(number)s: no sections and no data points") % words
    if not since.sections and not since.data:
        return _("Only the order of the sections changed since consultation %(number)s") % words
    words |= {"sections": counted_sections(since), "data": counted_data(since)}
    if since.is_rearranged:
        return (
            _("Changed since consultation %(number)s: %(sections)s and %(data)s, and the order of the sections") % words
        )
    return _("Changed since consultation %(number)s: %(sections)s and %(data)s") % words


def counted_sections(since: SinceConsultation) -> str:
    n = len(since.sections)
    if not n:
        return _("no sections")
    return ngettext("%(n)s section", "%(n)s sections", n) % {"n": number(n, speaking())}


def counted_data(since: SinceConsultation) -> str:
    n = len(since.data)
    if not n:
        return _("no data points")
    return ngettext("%(n)s data point", "%(n)s data points", n) % {"n": number(n, speaking())}


# --- Where it is read ---

Source = Callable[[ReportPoint], SinceConsultation | None]
"""What changed until a report was put before a meeting, in the language of the page; None where nobody was consulted."""

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Name the source, from `AppConfig.ready`. Naming it twice is naming it once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def since_consultation(point: ReportPoint) -> SinceConsultation | None:
    return next((found for source in _SOURCES if (found := source(point)) is not None), None)
