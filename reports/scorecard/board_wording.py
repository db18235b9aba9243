"""An institution's own dashboard in words: sentences that speak of this institution and of no other."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from documents.charts.dumbbell import Dumbbell
from reports.arithmetic.change import Move
from reports.scorecard.board import OwnBoard
from reports.scorecard.own_values import OwnValue
from reports.wording.figures import language, plain, point_text


def headline(board: OwnBoard) -> str:
    """What this institution has sent of what is expected of it."""
    found, period = board.row.coverage, formatting.period_label(board.period.code, language())
    words = {
        "institution": board.institution.name,
        "period": period,
        "sent": plain(found.submitted),
        "expected": plain(found.expected),
        "to_go": plain(found.outstanding),
        "day": formatting.plain_date(formatting.in_lima(board.period.opens_at), language()),
    }
    if not found.expected:
        return _("%(institution)s owes no report for %(period)s") % words
    if board.period.state == "upcoming":
        return ngettext(
            "%(institution)s will owe %(expected)s report for %(period)s from %(day)s",
            "%(institution)s will owe %(expected)s reports for %(period)s from %(day)s",
            found.expected,
        ) % words  # fmt: skip
    if not found.outstanding:
        return ngettext(
            "%(institution)s has sent its only report for %(period)s",
            "%(institution)s has sent its %(expected)s reports for %(period)s",
            found.expected,
        ) % words  # fmt: skip
    sent = _("%(institution)s has sent %(sent)s of %(expected)s reports for %(period)s") % words
    if board.period.state == "closed":
        missing = ngettext("%(to_go)s was not sent", "%(to_go)s were not sent", found.outstanding)
    else:
        missing = ngettext("%(to_go)s to go", "%(to_go)s still to go", found.outstanding)
    return f"{sent}; {missing % words}"


def reports_finding(board: OwnBoard) -> str:
    """What the Committee has done with what was sent, and what came late."""
    found, counts = board.row.coverage, board.row.counts
    if not found.submitted:
        return ""
    parts = [
        (found.validated, ngettext("%(n)s validated", "%(n)s validated", found.validated)),
        (counts["submitted"], _("%(n)s under review")),
        (counts["returned"], _("%(n)s with an observation")),
    ]
    said = formatting.joined([text % {"n": plain(number)} for number, text in parts if number], language())
    late = ngettext("%(n)s arrived late", "%(n)s arrived late", board.late) % {"n": plain(board.late)}
    of_sent = _("Of what it sent: %(states)s") % {"states": said}
    return f"{of_sent}; {late}." if board.late else f"{of_sent}."


def values_finding(board: OwnBoard) -> str:
    """How many of its series have a validated value; zero is a value, and what was not sent is not one."""
    total = len(board.values)
    with_value = sum(each.own.value is not None for each in board.values)
    if not total:
        return ""
    return ngettext(
        "%(n)s of its %(total)s series has a validated value in this semester.",
        "%(n)s of its %(total)s series have a validated value in this semester.",
        with_value,
    ) % {"n": plain(with_value), "total": plain(total)}  # fmt: skip


def observations_finding(board: OwnBoard) -> str:
    waiting = len(board.observations)
    if not waiting:
        return _("No observation waits for an answer in this semester.")
    return ngettext(
        "%(n)s observation waits for an answer.", "%(n)s observations wait for an answer.", waiting
    ) % {"n": plain(waiting)}  # fmt: skip


def changes_finding(board: OwnBoard) -> str:
    """Its own values then and now; up is not better."""
    if board.previous is None:
        return _("The plan has no semester before this one.")
    before = formatting.period_label(board.previous.code, language())
    if not board.compared:
        return _("None of its series has a validated value in this semester and in %(before)s.") % {"before": before}
    changed = len(board.moved)
    return ngettext(
        "%(n)s of the %(of)s series with a value in this semester and in %(before)s changed.",
        "%(n)s of the %(of)s series with a value in this semester and in %(before)s changed.",
        changed,
    ) % {"n": plain(changed), "of": plain(board.compared), "before": before}  # fmt: skip


def before_text(value: OwnValue) -> str:
    """Its value of the semester before, or why there is none."""
    return point_text(value.before, is_percent=value.is_percent) if value.before else "–"


def own_change_text(value: OwnValue) -> str:
    """The difference; in points for percentages. Where there is none, why."""
    if value.change is None:
        return _("The definition changed") if value.is_broken else _("Nothing to compare with")
    if value.is_percent:
        return formatting.points(value.change.difference, language())
    return formatting.number(value.change.difference, language(), signed=True)


def own_move_text(value: OwnValue) -> str:
    words = {Move.UP: _("goes up"), Move.DOWN: _("goes down"), Move.SAME: _("stays the same")}
    return words[value.change.direction] if value.change else ""


def own_change_chart(value: OwnValue) -> Dumbbell | None:
    """The institution's value then and now; without a tone, as the plan's target is not the institution's."""
    if value.change is None or value.before is None or value.before.exact is None or value.own.exact is None:
        return None
    title = _("From %(before)s to %(after)s") % {
        "before": before_text(value),
        "after": point_text(value.own, is_percent=value.is_percent),
    }
    return Dumbbell(title, value.before.exact, value.own.exact)
