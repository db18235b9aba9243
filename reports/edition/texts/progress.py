"""Progress by area: how many indicators stand in each state, how many figures went up or down, and the greatest changes."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from reports.edition.kind import own_of, span_of
from reports.edition.progress import standing
from reports.edition.reading import Row, Snapshot
from reports.edition.span_record import compared_sentence, greatest_changes
from reports.edition.summary import change_sentences, none_in_force, tally_sentence
from reports.edition.texts.shape import bulleted, indicators_counted, paragraphs, provision, together
from reports.edition.untargeted import without_any_target

SHOWN_MOVES = 3


def tell(s: Snapshot) -> str:
    if not s["indicators"]:
        return paragraphs(provision(s, "COM-3"), none_in_force(s))
    return paragraphs(
        provision(s, "COM-3"),
        together(in_all(s), judged(s)),
        bulleted(*areas(s)),
        *moves(s, span_of(s)),
    )


def in_all(s: Snapshot) -> str:
    words = {
        "count": indicators_counted(s, len(s["indicators"])),
        "tally": tally_sentence(s, s["tallies"]["plan"]),
        "period": s.period,
    }
    if own_of(s) is not None and span_of(s) is not None:
        return (
            _("Of what the institution reports in %(period)s, the last of its semesters: %(count)s; %(tally)s.") % words
        )
    if own_of(s) is not None:
        return _("Of what the institution reports: %(count)s; %(tally)s.") % words
    if span_of(s) is not None:
        return _("In the whole plan in %(period)s, the last of its semesters: %(count)s; %(tally)s.") % words
    return _("In the whole plan: %(count)s; %(tally)s.") % words


def moves(s: Snapshot, span: Row | None) -> tuple[str, str]:
    """Since the semester before, or since as many semesters before as the report has."""
    if span is None:
        return moved(s), bulleted(*islice(change_sentences(s), SHOWN_MOVES))
    return compared_sentence(s, span), bulleted(*greatest_changes(s, span)[:SHOWN_MOVES])


def judged(s: Snapshot) -> str:
    """States exist only where the Committee approved a target."""
    if s["with_target"]:
        return _(
            "States are read only against targets that the Committee approved; indicators are counted, never averaged."
        )
    return without_any_target(s)


def areas(s: Snapshot) -> list[str]:
    rows = s["indicators"]
    return [
        f"{s.text(pillar['name'])}. {standing(s, pillar, [row for row in rows if row['pillar'] == pillar['code']])}"
        for pillar in s["plan"]["pillars"]
        if pillar["code"] in s["tallies"]["pillars"]
    ]


def moved(s: Snapshot) -> str:
    """Of all series how many can be compared with the semester before, and which way they went: neither better nor worse."""
    series = [each for row in s["indicators"] for each in row["figures"]["series"]]
    compared = [each["change"] for each in series if each["change"] and each["change"]["state"] == "computed"]
    if not compared:
        return none_compared(s)
    counts = Counter(each["direction"] for each in compared)
    words = {name: s.number(counts[name]) for name in ("up", "down", "same")}
    return moved_words(s) % (words | {"all": s.number(len(series)), "count": s.number(len(compared))})


def none_compared(s: Snapshot) -> str:
    if own_of(s) is not None:
        return _("No figure can be compared with the semester before.")
    return _("No figure can be compared like for like with the semester before.")


def moved_words(s: Snapshot) -> str:
    """One institution is compared with itself alone."""
    if own_of(s) is not None:
        return _(
            "Series that can be compared with the semester before: %(count)s of %(all)s. Rising: %(up)s; falling: %(down)s; "
            "unchanged: %(same)s."
        )
    return _(
        "Series that can be compared like for like with the semester before: %(count)s of %(all)s. Rising: %(up)s; falling: %(down)s; "
        "unchanged: %(same)s."
    )
