"""Conclusions drawn from the data alone: what is known, what is not, and how the Committee's agreements stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.agreements import none_in_charge
from reports.edition.kind import own_of, span_of
from reports.edition.known import does_not_apply, has_figure, is_of_nothing, is_unknown
from reports.edition.reading import Snapshot
from reports.edition.span_record import figures_sentence
from reports.edition.summary import none_in_force, tally_sentence
from reports.edition.texts.shape import bulleted, paragraphs, share_of, together
from reports.edition.untargeted import for_want_of_a_target

JUDGED = ("on_track", "at_risk", "off_track")


def tell(s: Snapshot) -> str:
    return paragraphs(of_the_last(s), bulleted(*known(s), *unknown(s), *agreed(s)), whose(s))


def of_the_last(s: Snapshot) -> str:
    """What a report of several semesters has of all of them, before what is known at their end."""
    span = span_of(s)
    if span is None:
        return ""
    return together(
        figures_sentence(s, span), _("What follows is of %(period)s, the last of its semesters.") % {"period": s.period}
    )


def known(s: Snapshot) -> Iterator[str]:
    rows = s["indicators"]
    if not rows:
        yield none_in_force(s)
        return
    with_figure = [row for row in rows if has_figure(row)]
    partial = sum(any(each["figure"]["is_partial"] for each in row["figures"]["series"]) for row in with_figure)
    text = _(
        "Indicators with a validated figure in the semester: %(share)s; of them partial, because some institution is missing: "
        "%(partial)s."
    )
    if own_of(s) is not None:
        text = _("Indicators with a validated figure in the semester: %(share)s.")
    yield text % {"share": share_of(s, len(with_figure), len(rows)), "partial": s.number(partial)}
    tally = {state: s["tallies"]["plan"][state] for state in JUDGED}
    judged = sum(tally.values())
    if judged:
        words = {"share": share_of(s, judged, len(rows)), "tally": tally_sentence(s, tally)}
        yield _("Indicators that can be judged against an approved target: %(share)s; %(tally)s.") % words
    else:
        yield _("No indicator can be judged against an approved target.")


def unknown(s: Snapshot) -> Iterator[str]:
    rows = s["indicators"]
    outside, of_nothing = sum(map(does_not_apply, rows)), sum(map(is_of_nothing, rows))
    without = sum(map(is_unknown, rows))
    if without:
        yield ngettext(
            "How %(count)s indicator stood is not known, for want of a validated figure.",
            "How %(count)s indicators stood is not known, for want of a validated figure.",
            without,
        ) % {"count": s.number(without)}
    if outside:
        yield ngettext(
            "%(count)s indicator does not apply in the semester, as the reviewer confirmed.",
            "%(count)s indicators do not apply in the semester, as the reviewer confirmed.",
            outside,
        ) % {"count": s.number(outside)}
    if of_nothing:
        yield ngettext(
            "%(count)s indicator has no percentage, because its denominator was zero.",
            "%(count)s indicators have no percentage, because their denominator was zero.",
            of_nothing,
        ) % {"count": s.number(of_nothing)}
    untargeted = len(rows) - s["with_target"]
    if untargeted:
        yield for_want_of_a_target(s, untargeted)


def agreed(s: Snapshot) -> Iterator[str]:
    rows = s.content.get("agreements")
    if rows is None:
        return
    if not rows:
        yield none_agreed() if own_of(s) is None else none_in_charge()
        return
    counts = Counter(each["standing"] for each in rows)
    words = {name: s.number(counts[name]) for name in ("done", "said_done", "open", "overdue", "dropped")}
    text = _(
        "Agreements of the Committee in the matrix: %(all)s. Done: %(done)s; said to be done and not confirmed yet: %(said_done)s; "
        "to be done and in time: %(open)s; past their last day: %(overdue)s; dropped: %(dropped)s."
    )
    yield text % (words | {"all": s.number(len(rows))})


def none_agreed() -> str:
    return _(
        "No agreement of the Committee was to be done at the cut-off, and none was closed since the period of this report began."
    )


def whose(s: Snapshot) -> str:
    """Of an institution's own report the conclusions are its own."""
    return "" if own_of(s) is not None else _("Further conclusions and recommendations belong to the Committee.")
