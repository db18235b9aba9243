"""The dashboard in words: its heading, and under each question one sentence that answers it. No sentence names an institution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from reports.arithmetic.coverage import Coverage
from reports.arithmetic.tally import Tally
from reports.figures.board import Dashboard
from reports.figures.matrix import CoverageMatrix
from reports.figures.names import PeriodName
from reports.wording.figures import language, plain


def headline(board: Dashboard) -> str:
    """The page's heading, from its figures."""
    return headline_of(
        board.matrix.coverage,
        board.period,
        at=board.at,
        overdue=board.matrix.overdue,
        tally=board.tally,
        with_target=board.with_target,
    )


def headline_of(
    coverage: Coverage, period: PeriodName, *, at: dt.datetime, overdue: int = 0, tally: Tally, with_target: int = 0
) -> str:
    """Who has reported; once all have, what is on track. `overdue` of the outstanding have passed their own deadline."""
    if period.state != "upcoming" and coverage.expected and not coverage.submitted and _same_day(period.opens_at, at):
        return _opened_today(coverage, period)
    said = received_of(coverage, period, overdue=overdue)
    is_complete = coverage.expected and not coverage.outstanding and period.state != "upcoming"
    return f"{said}; {_what_next(coverage, tally, with_target)}" if is_complete else said


def received(matrix: CoverageMatrix) -> str:
    """Who has reported and nothing else: what a chart of the matrix says."""
    return received_of(matrix.coverage, matrix.period, overdue=matrix.overdue)


def received_of(coverage: Coverage, period: PeriodName, *, overdue: int = 0) -> str:
    if not coverage.expected:
        return _nobody(period)
    if period.state == "upcoming":
        return ngettext(
            "%(expected)s report is expected for %(period)s; reporting opens on %(day)s",
            "%(expected)s reports are expected for %(period)s; reporting opens on %(day)s",
            coverage.expected,
        ) % {"expected": plain(coverage.expected), "period": _label(period), "day": _day(period.opens_at)}  # fmt: skip
    if not coverage.submitted:
        return _nothing_yet(coverage, period)
    if coverage.outstanding:
        return f"{_arrived(coverage, period)}; {_missing(coverage, period, overdue)}"
    return ngettext(
        "The only report expected has arrived", "All %(expected)s reports have arrived", coverage.expected
    ) % {"expected": plain(coverage.expected)}


def _nobody(period: PeriodName) -> str:
    if period.state == "closed":
        return _("No institution had to report %(period)s") % {"period": _label(period)}
    return _("No institution has to report %(period)s yet") % {"period": _label(period)}


def _opened_today(coverage: Coverage, period: PeriodName) -> str:
    return ngettext(
        "Reporting of %(period)s opened today; %(expected)s report is expected",
        "Reporting of %(period)s opened today; %(expected)s reports are expected",
        coverage.expected,
    ) % {"expected": plain(coverage.expected), "period": _label(period)}  # fmt: skip


def _nothing_yet(coverage: Coverage, period: PeriodName) -> str:
    words = {"expected": plain(coverage.expected), "period": _label(period)}
    if period.state == "closed":
        return ngettext(
            "The only report expected for %(period)s did not arrive",
            "None of the %(expected)s reports for %(period)s arrived",
            coverage.expected,
        ) % words  # fmt: skip
    return ngettext(
        "The only report expected has not arrived yet", "None of the %(expected)s reports has arrived yet",
        coverage.expected,
    ) % words  # fmt: skip


def _arrived(coverage: Coverage, period: PeriodName) -> str:
    words = {"submitted": plain(coverage.submitted), "expected": plain(coverage.expected)}
    if period.state == "closed":
        return ngettext(
            "%(submitted)s of %(expected)s reports arrived", "%(submitted)s of %(expected)s reports arrived",
            coverage.submitted,
        ) % words  # fmt: skip
    return ngettext(
        "%(submitted)s of %(expected)s reports has arrived", "%(submitted)s of %(expected)s reports have arrived",
        coverage.submitted,
    ) % words  # fmt: skip


def _missing(coverage: Coverage, period: PeriodName, overdue: int) -> str:
    missing = coverage.outstanding
    words = {"outstanding": plain(missing), "overdue": plain(overdue)}
    if period.state == "closed":
        return ngettext("%(outstanding)s was not sent", "%(outstanding)s were not sent", missing) % words
    if overdue == missing:
        return ngettext("%(outstanding)s is overdue", "%(outstanding)s are overdue", missing) % words
    to_go = ngettext("%(outstanding)s to go", "%(outstanding)s still to go", missing) % words
    if not overdue:
        return to_go
    return f"{to_go}, " + ngettext("%(overdue)s of them overdue", "%(overdue)s of them overdue", overdue) % words


def _what_next(coverage: Coverage, tally: Tally, with_target: int) -> str:
    """Of a semester that is complete: what waits for review, else how the indicators with a target stand."""
    waiting = coverage.submitted - coverage.validated
    if waiting:
        return ngettext("%(n)s is still to be validated", "%(n)s are still to be validated", waiting) % {
            "n": plain(waiting)
        }
    if not with_target:
        return _("no indicator has a target yet")
    if not judged(tally):
        return _("no indicator with a target can be judged yet")
    if with_target == 1:
        if tally.on_track:
            return _("the only indicator with a target is on track")
        return _("the only indicator with a target is not on track")
    return ngettext(
        "%(n)s of %(of)s indicators with a target is on track", "%(n)s of %(of)s indicators with a target are on track",
        tally.on_track,
    ) % {"n": plain(tally.on_track), "of": plain(with_target)}  # fmt: skip


def judged(tally: Tally) -> int:
    return tally.on_track + tally.at_risk + tally.off_track


def targets_sentence(board: Dashboard) -> str:
    """How many indicators are on track, of how many that have a target at all."""
    total = len(board.indicators)
    if not total:
        return _("No indicator is in force in this semester.")
    if not board.with_target:
        return ngettext(
            "The only indicator has no approved target yet.",
            "None of the %(total)s indicators has an approved target yet.",
            total,
        ) % {"total": total}  # fmt: skip
    if not judged(board.tally):
        return ngettext(
            "%(count)s of %(total)s indicators has an approved target; none can be judged in this semester yet.",
            "%(count)s of %(total)s indicators have an approved target; none can be judged in this semester yet.",
            board.with_target,
        ) % {"count": board.with_target, "total": total}  # fmt: skip
    on_track = ngettext(
        "%(count)s of %(total)s indicators is on track to its target",
        "%(count)s of %(total)s indicators are on track to their target",
        board.tally.on_track,
    ) % {"count": board.tally.on_track, "total": total}
    if not board.without_target:
        return f"{on_track}."
    without = ngettext(
        "%(count)s still has no approved target", "%(count)s still have no approved target", board.without_target
    ) % {"count": board.without_target}
    return f"{on_track}; {without}."


def validated_sentence(coverage: Coverage) -> str:
    """How much of what was received is validated; nothing where nothing was received."""
    if not coverage.submitted:
        return ""
    return ngettext(
        "%(validated)s of the %(received)s report received is validated.",
        "%(validated)s of the %(received)s reports received are validated.",
        coverage.submitted,
    ) % {"validated": plain(coverage.validated), "received": plain(coverage.submitted)}  # fmt: skip


def who_finding(matrix: CoverageMatrix) -> str:
    """How many institutions have sent all or nothing; before anything can be sent, from when."""
    period, rows = matrix.period, [row for row in matrix.rows if row.coverage.expected]
    if not rows:
        return ""
    if period.state == "upcoming":
        return _("Reporting opens on %(day)s; this is what will be asked.") % {"day": _day(period.opens_at)}
    some = sum(not row.has_sent_nothing for row in rows)
    if not some:
        return _("Reporting opened on %(day)s; nothing has been sent yet.") % {"day": _day(period.opens_at)}
    every = sum(not row.coverage.outstanding for row in rows)
    sent = _("%(some)s of %(of)s institution has sent something")
    if len(rows) > 1:
        sent = ngettext(
            "%(some)s of %(of)s institutions has sent something", "%(some)s of %(of)s institutions have sent something", some
        )  # fmt: skip
    sent %= {"some": plain(some), "of": plain(len(rows))}
    whole = ngettext("%(n)s has sent everything", "%(n)s have sent everything", every) % {"n": plain(every)}
    return f"{sent}; {whole}."


def track_finding(tally: Tally) -> str:
    """The indicators by state, counted and never averaged: "7 on track, 4 at risk and 2 off track"."""
    said: list[tuple[int, Callable[[int], str]]] = [
        (tally.on_track, lambda n: ngettext("%(n)s on track", "%(n)s on track", n)),
        (tally.at_risk, lambda n: ngettext("%(n)s at risk", "%(n)s at risk", n)),
        (tally.off_track, lambda n: ngettext("%(n)s off track", "%(n)s off track", n)),
        (tally.not_reported, lambda n: ngettext("%(n)s without data", "%(n)s without data", n)),
        (tally.not_due, lambda n: ngettext("%(n)s not due in the semester", "%(n)s not due in the semester", n)),
        (
            tally.passed,
            lambda n: ngettext("%(n)s whose last target has passed", "%(n)s whose last target has passed", n),
        ),
        (tally.not_judged, lambda n: ngettext("%(n)s that cannot be judged", "%(n)s that cannot be judged", n)),
        (tally.no_target, lambda n: ngettext("%(n)s without a target", "%(n)s without a target", n)),
        (tally.not_applicable, lambda n: ngettext("%(n)s not applicable", "%(n)s not applicable", n)),
    ]
    parts = [words(number) % {"n": plain(number)} for number, words in said if number]
    return f"{formatting.joined(parts, language())}." if parts else ""


def gaps_finding(board: Dashboard) -> str:
    """How many of the series that could be judged are behind."""
    words = {"behind": plain(len(board.gaps)), "of": plain(board.judged), "day": _day(board.period.ends_on)}
    if not board.judged:
        return _("No indicator with a target has a validated value to judge yet.")
    if not board.gaps:
        return ngettext(
            "The only series that was judged reaches what was expected by %(day)s.",
            "All %(of)s series that were judged reach what was expected by %(day)s.",
            board.judged,
        ) % words  # fmt: skip
    return ngettext(
        "%(behind)s of %(of)s series that were judged does not reach what was expected by %(day)s.",
        "%(behind)s of %(of)s series that were judged do not reach what was expected by %(day)s.",
        len(board.gaps),
    ) % words  # fmt: skip


def changes_finding(board: Dashboard) -> str:
    """How many series went up, down or stayed, like for like; up is not better."""
    if board.previous is None:
        return _("The plan has no semester before this one.")
    up, down, same = board.moves
    if not up + down + same:
        return _("No figure is validated in both %(before)s and %(now)s yet.") % {
            "before": _label(board.previous),
            "now": _label(board.period),
        }
    parts = [
        ngettext("%(n)s series goes up", "%(n)s series go up", up) % {"n": plain(up)} if up else "",
        ngettext("%(n)s goes down", "%(n)s go down", down) % {"n": plain(down)} if down else "",
        ngettext("%(n)s stays the same", "%(n)s stay the same", same) % {"n": plain(same)} if same else "",
    ]
    since = _("since %(before)s, over the institutions present in both semesters") % {"before": _label(board.previous)}
    return f"{formatting.joined(parts, language())} {since}."


def _label(period: PeriodName) -> str:
    return formatting.period_label(period.code, language())


def _day(day: dt.date) -> str:
    return formatting.plain_date(formatting.in_lima(day), language())


def _same_day(one: dt.datetime, other: dt.datetime) -> bool:
    return one.astimezone(formatting.LIMA).date() == other.astimezone(formatting.LIMA).date()
