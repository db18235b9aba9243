"""The six-monthly review of the indicators: each session of the period, what it decided and with which act.

Nothing in editions that were issued before it was kept. Indicators that were kept as they are stand together; every other decision
has a line with its reason, and with the definition that it made.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.edition.blocks import Block, Cell, Column, Heading, Table, Text
from reports.edition.reading import Row, Snapshot


def review(s: Snapshot) -> list[Block]:
    said = s.content.get("review") or {"sessions": []}
    return [block for session in said["sessions"] for block in session_blocks(s, session)]


def session_blocks(s: Snapshot, session: Row) -> list[Block]:
    kept = [each for each in session["decisions"] if is_kept(each)]
    changed = [each for each in session["decisions"] if not is_kept(each)]
    blocks: list[Block] = [Heading(2, title(s, session)), Text(introduction(s, session))]
    if kept:
        blocks.append(
            Text(_("Kept as they are: %(codes)s.") % {"codes": s.joined([each["indicator"] for each in kept])})
        )
    if changed:
        blocks.append(table(s, session, changed))
    return blocks


def is_kept(decision: Row) -> bool:
    return bool(decision["kind"]["code"] == "keep" and decision["is_adopted"])


def title(s: Snapshot, session: Row) -> str:
    return _("Meeting %(number)s, %(day)s") % {"number": session["meeting"], "day": s.day(session["held_on"])}


def introduction(s: Snapshot, session: Row) -> str:
    words = {"period": s.period_label(session["period"]), "from": s.period_label(session["effective_from"])}
    if session["is_constitutive"]:
        return (
            _("The first definitions of the indicators were put before it. What it adopted is in force from %(from)s.")
            % words
        )
    return _("It reviewed the indicators of %(period)s. What it adopted is in force from %(from)s.") % words


def table(s: Snapshot, session: Row, decisions: Sequence[Row]) -> Table:
    return Table(
        _("Decisions of meeting %(number)s") % {"number": session["meeting"]},
        (
            Column(_("Indicator"), weight=3),
            Column(pgettext("review", "Decision"), weight=4),
            Column(pgettext("review", "Outcome"), weight=6),
            Column(_("Reason"), weight=6),
        ),
        tuple(line(s, each) for each in decisions),
    )


def line(s: Snapshot, decision: Row) -> tuple[Cell, ...]:
    return (
        Cell(decision["indicator"]),
        Cell(s.text(decision["kind"]["words"])),
        Cell(outcome(s, decision)),
        Cell(reason_of(s, decision) or "–"),
    )


def reason_of(s: Snapshot, decision: Row) -> str:
    """In the language of the document, or in the other where nobody translated it."""
    told = decision["rationale"]
    other = "en" if s.language == "es" else "es"
    return told[s.language] or s.written(str(told[other] or ""), other)


def outcome(s: Snapshot, decision: Row) -> str:
    if not decision["is_adopted"]:
        return _("Put off to a later session")
    made = decision["made"]
    if made is None:
        return pgettext("review", "Adopted")
    parts = [
        _("Definition %(number)s, in force from %(period)s")
        % {"number": made["number"], "period": s.period_label(made["in_force_from"])},
        held(s, made),
        s.act(made["act"]),
    ]
    return "; ".join(part for part in parts if part)


def held(s: Snapshot, made: Row) -> str:
    """What the adopted definition holds to be judged by."""
    targets, baselines = made["targets"], made["baselines"]
    said = [
        ngettext("%(n)s target", "%(n)s targets", targets) % {"n": s.number(targets)} if targets else "",
        ngettext("%(n)s baseline", "%(n)s baselines", baselines) % {"n": s.number(baselines)} if baselines else "",
    ]
    return s.joined([each for each in said if each])
