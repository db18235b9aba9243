"""What the minutes say of the reports before the meeting: which, how it was decided, and the digest of the very content."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from committee.models import Meeting, ReportPoint
from committee.points.closing import reports_before
from committee.points.minutes_part import decision_of, in_groups, not_adopted
from committee.reporting.since_consultation import answer_of, since_consultation
from documents.formatting import instant
from documents.letter import Block, Facts, Heading, Text

State = ReportPoint.State


def blocks_of(meeting: Meeting, language: str) -> Iterator[Block]:
    """A section for the reports before the meeting; nothing where there was none."""
    points = reports_before(meeting)
    if points:
        yield Heading(_("Reports"))
    for point in points:
        yield from _of_point(point, language)


def _of_point(point: ReportPoint, language: str) -> Iterator[Block]:
    yield Heading(point.title, 2)
    yield from not_adopted(point)
    yield Facts(
        (
            decision_of(point),
            *_since(point),
            (_("Content frozen"), instant(point.put_at, language)),
            (_("Digest of the content (SHA-256)"), in_groups(point.digest)),
        )
    )
    if point.state == State.ADOPTED:
        yield Text(_("The technical secretary issues it with this content, once these minutes are closed."))


def _since(point: ReportPoint) -> Iterator[tuple[str, str]]:
    """How far it is from what the institutions were consulted about, in one line."""
    since = since_consultation(point)
    if since is not None:
        yield _("Since the consultation"), answer_of(since)
