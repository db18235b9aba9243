"""The executive summary: sentences made from the record and the figures, in neutral words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports import wording
from reports.edition.blocks import Block, Bullets, Callout, Cell, Column, Heading, KeyFigure, KeyFigures, Table, words
from reports.edition.reading import Row, Snapshot, change_of, figure_of

SHOWN_CHANGES = 5
COUNTED = ("on_track", "at_risk", "off_track", "no_target", "not_reported")


def summary(s: Snapshot) -> list[Block]:
    coverage = s["record"]["coverage"]
    blocks: list[Block] = []
    if s["edition"]["is_demonstration"]:
        blocks.append(Callout(_("The people, documents and figures of this report are invented."), tone="risk"))
    blocks.append(headline_figures(s, coverage))
    blocks.append(Bullets(tuple(sentences(s))))
    changes = tuple(change_sentences(s))
    if changes:
        blocks += [Heading(2, _("Greatest changes since the semester before")), Bullets(changes)]
    return [*blocks, Heading(2, _("Where the indicators stand")), standing_table(s)]


def headline_figures(s: Snapshot, coverage: Row) -> KeyFigures:
    total = len(s["indicators"])
    expected = coverage["expected"]

    def share(label: str, count: int) -> KeyFigure:
        return KeyFigure(label, of(s, count, expected) if expected else _("None expected"), s.share(count, expected))

    return KeyFigures(
        (
            share(_("Received reports"), coverage["submitted"]),
            share(_("On time"), coverage["on_time"]),
            share(pgettext("reports", "Validated"), coverage["validated"]),
            KeyFigure(_("Indicators with an approved target"), of(s, s["with_target"], total)),
        )
    )


def of(s: Snapshot, part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": s.number(part), "whole": s.number(whole)}


def sentences(s: Snapshot) -> Iterator[str]:
    yield from record_sentences(s)
    yield from window_sentences(s)
    yield from indicator_sentences(s)


def record_sentences(s: Snapshot) -> Iterator[str]:
    record = s["record"]
    coverage, counts = record["coverage"], record["counts"]
    expected, received = coverage["expected"], coverage["submitted"]
    if not expected:
        yield _("No institution was committed to report in this semester, so no report was expected.")
        return
    yield ngettext(
        "%(received)s of the %(expected)s report expected was received; %(on_time)s on time and %(late)s late.",
        "%(received)s of the %(expected)s reports expected were received; %(on_time)s on time and %(late)s late.",
        expected,
    ) % {"received": s.number(received), "expected": s.number(expected), "on_time": s.number(coverage["on_time"]),
         "late": s.number(record["late"])}  # fmt: skip
    if expected > received:
        yield missing_sentence(s, expected - received)
    awaiting = counts["submitted"] + counts["returned"]
    if awaiting:
        yield awaiting_sentence(s, awaiting)
    without = received - coverage["with_data"]
    if without:
        yield ngettext(
            "%(count)s report received says that the data is not available.",
            "%(count)s reports received say that the data is not available.",
            without,
        ) % {"count": s.number(without)}


def missing_sentence(s: Snapshot, count: int) -> str:
    """What did not arrive; while the window is open it may still come."""
    if s["period"]["state"] != "closed":
        return ngettext(
            "%(count)s report had not arrived by the cut-off.",
            "%(count)s reports had not arrived by the cut-off.",
            count,
        ) % {"count": s.number(count)}
    return ngettext("%(count)s report did not arrive.", "%(count)s reports did not arrive.", count) % {
        "count": s.number(count)
    }


def awaiting_sentence(s: Snapshot, count: int) -> str:
    return ngettext(
        "%(count)s answer sent is not validated yet and does not count in the figures.",
        "%(count)s answers sent are not validated yet and do not count in the figures.",
        count,
    ) % {"count": s.number(count)}


def window_sentences(s: Snapshot) -> Iterator[str]:
    if s["period"]["state"] != "closed":
        yield _(
            "The window of the semester was still open at the cut-off: these figures may change in a later edition."
        )


def indicator_sentences(s: Snapshot) -> Iterator[str]:
    rows = s["indicators"]
    with_figure = sum(has_figure(row) for row in rows)
    yield ngettext(
        "%(count)s of the %(total)s indicators has a validated figure.",
        "%(count)s of the %(total)s indicators have a validated figure.",
        with_figure,
    ) % {"count": s.number(with_figure), "total": s.number(len(rows))}
    without = len(rows) - s["with_target"]
    if not s["with_target"]:
        yield _(
            "The plan sets no targets and none has been approved: it can be said what changed, not whether it suffices."
        )
    elif without:
        yield ngettext(
            "%(count)s indicator has no approved target: it can be said what changed, not whether it suffices.",
            "%(count)s indicators have no approved target: it can be said what changed, not whether it suffices.",
            without,
        ) % {"count": s.number(without)}
    unassigned = len(s["record"]["unassigned"])
    if unassigned:
        yield ngettext(
            "%(count)s indicator has no institution assigned yet: the Committee has to assign it.",
            "%(count)s indicators have no institution assigned yet: the Committee has to assign them.",
            unassigned,
        ) % {"count": s.number(unassigned)}


def has_figure(row: Row) -> bool:
    """Whether any series of the indicator has a validated value, or an answer in words."""
    return any(figure_of(series["figure"]).has_answer for series in row["figures"]["series"])


def change_sentences(s: Snapshot) -> Iterator[str]:
    for row in s["changes"][:SHOWN_CHANGES]:
        yield change_sentence(s, row["indicator"], row["series"])


def change_sentence(s: Snapshot, code: str, series_code: str) -> str:
    series = next(each for each in s.indicators[code]["figures"]["series"] if each["code"] == series_code)
    change = change_of(series["change"])
    if change is None:
        return ""
    label = s.series_label(code, series_code)
    name = f"{code}, {s.indicator_name(code)}" + (f" ({label})" if label else "")
    extra = [
        wording.difference_text(change),
        s.percent(series["change"]["percent"], signed=True),
        wording.comparable_text(change),
    ]
    return _("%(name)s: %(moves)s, %(from_to)s (%(detail)s).") % {
        "name": name,
        "moves": wording.move_text(change),
        "from_to": lower_first(wording.from_to_text(change)),
        "detail": "; ".join(text for text in extra if text),
    }


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def standing_table(s: Snapshot) -> Table:
    """Indicators of each area by state: counted, never averaged."""
    names = {row["code"]: s.text(row["name"]) for row in s["plan"]["pillars"]}
    rows = [standing_row(s, names[code], code, tally) for code, tally in in_order(s)]
    rows.append(standing_row(s, _("The plan"), None, s["tallies"]["plan"]))
    return Table(
        _("Indicators by area and state"),
        (
            Column(_("Area"), weight=1),
            Column(_("Indicators"), is_number=True),
            Column(_("With a figure"), is_number=True),
            Column(_("On track"), is_number=True),
            Column(_("At risk"), is_number=True),
            Column(_("Off track"), is_number=True),
            Column(_("No target"), is_number=True),
            Column(_("Target, no data"), is_number=True),
            Column(pgettext("indicators", "Other"), is_number=True),
        ),
        tuple(rows),
        is_total=True,
        note=_(
            "Indicators are counted, never averaged. Other: not due in the semester, not applicable, or impossible to judge."
        ),
    )


def in_order(s: Snapshot) -> list[tuple[str, Row]]:
    tallies = s["tallies"]["pillars"]
    return [(row["code"], tallies[row["code"]]) for row in s["plan"]["pillars"] if row["code"] in tallies]


def standing_row(s: Snapshot, name: str, pillar: str | None, tally: Row) -> tuple[Cell, ...]:
    indicators = [row for row in s["indicators"] if pillar in (None, row["pillar"])]
    counted = [tally[state] for state in COUNTED]
    numbers = [len(indicators), sum(has_figure(row) for row in indicators), *counted]
    return words(name, *(s.number(n) for n in numbers), s.number(sum(tally.values()) - sum(counted)))


def tally_sentence(s: Snapshot, tally: Row) -> str:
    """ "7 on track, 4 at risk, 6 without a target": the states that somebody is in."""
    said = {
        "on_track": lambda n: ngettext("%(n)s on track", "%(n)s on track", n),
        "at_risk": lambda n: ngettext("%(n)s at risk", "%(n)s at risk", n),
        "off_track": lambda n: ngettext("%(n)s off track", "%(n)s off track", n),
        "no_target": lambda n: ngettext("%(n)s without a target", "%(n)s without a target", n),
        "not_reported": lambda n: ngettext("%(n)s without data", "%(n)s without data", n),
        "not_due": lambda n: ngettext("%(n)s not due in the semester", "%(n)s not due in the semester", n),
        "passed": lambda n: ngettext("%(n)s whose last target has passed", "%(n)s whose last target has passed", n),
        "not_applicable": lambda n: ngettext("%(n)s not applicable", "%(n)s not applicable", n),
        "not_judged": lambda n: ngettext("%(n)s impossible to judge", "%(n)s impossible to judge", n),
    }
    found = {
        state: tally.get(state, 0) for state in said
    }  # editions from before some state was told apart have none in it
    return s.joined([said[state](number) % {"n": s.number(number)} for state, number in found.items() if number])


def series_figure(row: Row) -> str:
    return wording.figure_text(figure_of(row["figure"]))
