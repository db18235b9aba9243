"""The annex on the consultation: each round, what each institution answered, every remark and what was answered to it.

An institution that gave no answer gave none: silence is never counted as agreement. A consultation that was called off is named with its
reason, in its place among the others; what was answered in it counts for nothing and is not printed.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.edition.blocks import Block, Cell, Column, Heading, Table, Terms, Text, words
from reports.edition.layout import TITLES
from reports.edition.reading import Row, Snapshot
from reports.models import ConsultationSeat, Remark


def consultation(s: Snapshot) -> list[Block]:
    """Those that were called off are known since they can be; what was frozen before has none."""
    said = s.content.get("consultation") or {"rounds": []}
    rounds = [*said["rounds"], *said.get("called_off", ())]
    return [block for each in sorted(rounds, key=itemgetter("number")) for block in blocks_of(s, each)]


def blocks_of(s: Snapshot, held: Row) -> list[Block]:
    return called_off_blocks(s, held) if "called_off_at" in held else round_blocks(s, held)


def called_off_blocks(s: Snapshot, held: Row) -> list[Block]:
    text = _(
        "Opened on %(opened)s, to be answered until %(last)s, called off on %(moment)s. By then %(answered)s of %(asked)s institutions "
        "had answered; what they answered counts for nothing."
    )
    words = {
        "opened": s.instant(held["opened_at"]),
        "last": s.day(held["closes_on"]),
        "moment": s.instant(held["called_off_at"]),
        "answered": s.number(held["answered"]),
        "asked": s.number(held["asked"]),
    }
    reason = s.written(held["reason"], held["reason_language"])
    return [Heading(2, title(s, held)), Text(text % words), Terms(((_("Why it was called off"), reason),))]


def round_blocks(s: Snapshot, held: Row) -> list[Block]:
    blocks: list[Block] = [
        Heading(2, title(s, held)),
        Text(days(s, held) + " " + summed(s, held["seats"])),
        seats(s, held),
    ]
    remarks = [(seat, remark) for seat in held["seats"] for remark in seat["remarks"]]
    return [*blocks, remarks_table(s, remarks)] if remarks else blocks


def title(s: Snapshot, held: Row) -> str:
    return _("Consultation %(number)s") % {"number": s.number(held["number"])}


def days(s: Snapshot, held: Row) -> str:
    words = {"opened": s.instant(held["opened_at"]), "last": s.day(held["closes_on"])}
    if held["closed_at"] is None:
        return _("Opened on %(opened)s, to be answered until %(last)s.") % words
    return _("Opened on %(opened)s, to be answered until %(last)s, closed on %(closed)s.") % (
        words | {"closed": s.instant(held["closed_at"])}
    )


def summed(s: Snapshot, seats: list[Row]) -> str:
    counts = Counter(seat["answer"] for seat in seats)
    asked = ngettext("%(n)s institution was asked", "%(n)s institutions were asked", len(seats)) % {
        "n": s.number(len(seats))
    }
    return _(
        "%(asked)s. Agreed: %(agrees)s; made remarks: %(remarks)s; gave no answer, which is not agreement: %(none)s."
    ) % {
        "asked": asked,
        **{
            name: s.number(counts[answer])
            for name, answer in (("agrees", "agrees"), ("remarks", "remarks"), ("none", ""))
        },
    }


def seats(s: Snapshot, held: Row) -> Table:
    return Table(
        _("Answers of the institutions, consultation %(number)s") % {"number": s.number(held["number"])},
        (
            Column(_("Institution"), weight=4),
            Column(pgettext("consultation", "Answer"), weight=3),
            Column(_("Document"), weight=3),
            Column(_("Number of remarks"), is_number=True, weight=2),
        ),
        tuple(
            words(
                s.short(seat["institution"]),
                str(ConsultationSeat.Answer(seat["answer"]).label),
                s.written(seat["reference"]) or "–",
                s.number(len(seat["remarks"])),
            )
            for seat in held["seats"]
        ),
    )


def remarks_table(s: Snapshot, remarks: list[tuple[Row, Row]]) -> Table:
    return Table(
        _("Remarks and what was answered"),
        (
            Column(_("Institution"), weight=3),
            Column(_("Section"), weight=3),
            Column(_("Remark"), weight=6),
            Column(pgettext("remark", "Outcome"), weight=3),
            Column(_("What was answered"), weight=6),
        ),
        tuple(remark_line(s, seat, remark) for seat, remark in remarks),
    )


def remark_line(s: Snapshot, seat: Row, remark: Row) -> tuple[Cell, ...]:
    return (
        Cell(f"{s.short(seat['institution'])}, {s.number(remark['ordinal'])}"),
        Cell(section_name(remark["section"])),
        Cell(s.written(remark["text"], remark["language"])),
        Cell(str(Remark.Outcome(remark["outcome"]).label)),
        Cell(s.written(remark["reply"], remark["reply_language"]) or "–"),
    )


def section_name(key: str) -> str:
    return str(TITLES.get(key, key)) if key else _("The whole report")
