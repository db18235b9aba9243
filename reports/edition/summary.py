"""The executive summary: sentences made from the record and the figures, in neutral words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from documents.formatting import lower_first
from reports.edition.blocks import Block, Bullets, Callout, Cell, Column, Heading, KeyFigure, KeyFigures, Table, words
from reports.edition.kind import coverage_of, of_the_last, own_of, span_of
from reports.edition.known import has_figure
from reports.edition.reading import Row, Snapshot, change_of
from reports.edition.received import none_expected_over, received_sentence
from reports.edition.span import change_detail
from reports.edition.span_record import changes_title, figures_sentence, greatest_changes, scope_sentences
from reports.edition.untargeted import indicators_title, untargeted_elsewhere, without_any_target, without_target
from reports.wording import figures as wording

SHOWN_CHANGES = 5
COUNTED = ("on_track", "at_risk", "off_track", "no_target", "not_reported")


def summary(s: Snapshot) -> list[Block]:
    span = span_of(s)
    coverage = coverage_of(s)
    blocks: list[Block] = []
    if s["edition"]["is_demonstration"]:
        blocks.append(Callout(_("The people, documents and figures of this report are invented."), tone="risk"))
    blocks.append(headline_figures(s, coverage))
    if not s.is_told:  # else they are the text of the section (reports/edition/telling.py)
        blocks.append(Bullets(tuple(sentences(s))))
    title, changes = changes_of(s, span)
    if changes:
        blocks += [Heading(2, title), Bullets(changes)]
    return [*blocks, Heading(2, _("Where the indicators stand")), *of_the_last(s), standing_table(s)]


def changes_of(s: Snapshot, span: Row | None) -> tuple[str, tuple[str, ...]]:
    """Those since the semester before, or since as many semesters before as the report has."""
    if span is None:
        return _("Greatest changes since the semester before"), tuple(change_sentences(s))
    found = greatest_changes(s, span)
    return (changes_title(s, span) if found else ""), found


def headline_figures(s: Snapshot, coverage: Row) -> KeyFigures:
    total = len(s["indicators"])
    expected = coverage["expected"]

    def share(label: str, count: int) -> KeyFigure:
        return KeyFigure(label, s.of(count, expected) if expected else _("None expected"), s.share(count, expected))

    return KeyFigures(
        (
            share(_("Received reports"), coverage["submitted"]),
            share(_("On time"), coverage["on_time"]),
            share(pgettext("reports", "Validated"), coverage["validated"]),
            KeyFigure(
                indicators_title(s),
                s.of(s["with_target"], total),
                "" if span_of(s) is None else s.period,  # the others are of all the semesters
            ),
        )
    )


def sentences(s: Snapshot) -> Iterator[str]:
    yield from received_sentences(s)
    yield from window_sentences(s)
    yield from indicator_sentences(s)


def received_sentences(s: Snapshot) -> Iterator[str]:
    """What arrived: of the semester, or of all those of the report."""
    span, coverage = span_of(s), coverage_of(s)
    if span is not None:
        yield from scope_sentences(s, span)
    if not coverage["expected"]:
        yield none_expected(s) if span is None else none_expected_over(span)
        return
    yield received_sentence(s, coverage)
    missing, awaiting = not_counted(s)
    if missing:
        yield missing_sentence(s, missing)
    if awaiting:
        yield awaiting_sentence(s, awaiting)
    without = coverage["submitted"] - coverage["with_data"]
    if without:
        yield ngettext(
            "%(count)s report received says that the data is not available.",
            "%(count)s reports received say that the data is not available.",
            without,
        ) % {"count": s.number(without)}


def not_counted(s: Snapshot) -> tuple[int, int]:
    """Reports that are missing, and answers that were sent and are not validated: of all the semesters of the report."""
    coverage = coverage_of(s)
    return coverage["expected"] - coverage["submitted"], coverage["submitted"] - coverage["validated"]


def none_expected(s: Snapshot) -> str:
    """Why no report was expected: nobody was committed, or all that was asked does not apply."""
    if s["record"]["rows"]:
        return _(
            "All that institutions were committed to was confirmed as not applicable in this semester, so no report was expected."
        )
    return _("No institution was committed to report in this semester, so no report was expected.")


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
    span = span_of(s)
    yield with_figure_sentence(s) if span is None else figures_sentence(s, span)
    if not s["indicators"]:
        return
    yield from target_sentences(s)
    yield from unassigned_sentences(s)


def target_sentences(s: Snapshot) -> Iterator[str]:
    """What is missing for want of targets; nothing where every indicator has one."""
    without = len(s["indicators"]) - s["with_target"]
    if without:
        yield without_target(s, without) if s["with_target"] else without_any_target(s)


def unassigned_sentences(s: Snapshot) -> Iterator[str]:
    unassigned = len(s["record"]["unassigned"])
    if unassigned:
        yield ngettext(
            "%(count)s indicator has no institution assigned yet: the Committee has to assign it.",
            "%(count)s indicators have no institution assigned yet: the Committee has to assign them.",
            unassigned,
        ) % {"count": s.number(unassigned)}


def with_figure_sentence(s: Snapshot) -> str:
    rows = s["indicators"]
    with_figure = sum(has_figure(row) for row in rows)
    if not rows:
        return none_in_force(s)
    if len(rows) == 1:
        known, unknown = (
            _("The only indicator has a validated figure."),
            _("The only indicator has no validated figure."),
        )
        return known if with_figure else unknown
    return ngettext(
        "%(count)s of the %(total)s indicators has a validated figure.",
        "%(count)s of the %(total)s indicators have a validated figure.",
        with_figure,
    ) % {"count": s.number(with_figure), "total": s.number(len(rows))}


def none_in_force(s: Snapshot) -> str:
    """An institution's own report tells of those that were asked of it."""
    if own_of(s) is not None:
        return _("No indicator was asked of the institution in %(period)s.") % {"period": s.period}
    return _("No indicator was in force in the semester.")


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
    return _("%(name)s: %(moves)s, %(from_to)s (%(detail)s).") % {
        "name": name,
        "moves": wording.move_text(change),
        "from_to": lower_first(wording.from_to_text(change)),
        "detail": change_detail(s, change, series),
    }


def standing_table(s: Snapshot) -> Table:
    """Indicators of each area by state: counted, never averaged."""
    names = {row["code"]: s.text(row["name"]) for row in s["plan"]["pillars"]}
    rows = [standing_row(s, names[code], code, tally) for code, tally in in_order(s)]
    whole = _("The plan") if own_of(s) is None else s.short(s["edition"]["institution"])
    rows.append(standing_row(s, whole, None, s["tallies"]["plan"]))
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
        note=" ".join(filter(None, (how_to_read(), untargeted_elsewhere(s)))),
    )


def how_to_read() -> str:
    return _(
        "Indicators are counted, never averaged. Other: not due in the semester, not applicable, or impossible to judge."
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
