"""One indicator in the report: its value and reach, the change, the target, who reported what, and the breakdown."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import formatting
from documents.formatting import lower_first
from reports.arithmetic.over_time import Scope
from reports.edition.blocks import Block, Bullets, Cell, Column, Heading, KeyFigure, KeyFigures, Note, Table, Text
from reports.edition.breakdown import breakdown_blocks
from reports.edition.by_institution import HALF, institution_blocks, names_sentence
from reports.edition.kind import own_of
from reports.edition.known import does_not_apply, has_figure, is_of_nothing
from reports.edition.reading import Row, Snapshot, amount, change_of, figure_of
from reports.edition.remarks import remarks
from reports.edition.untargeted import state_word
from reports.edition.words import step_blocks
from reports.figures.comparing import Comparison
from reports.figures.totals import Figure
from reports.wording import figures as wording
from reports.wording.goals import nearer_bound_text

SITUATIONS = (HALF, "not_validated", "not_available", "not_applicable", "not_sent")


def indicator_blocks(s: Snapshot, row: Row) -> list[Block]:
    head: list[Block] = [
        Heading(4, f"{row['code']} · {s.indicator_name(row['code'])}", row["code"].lower(), measured_in(s, row)),
    ]
    series = row["figures"]["series"]
    if not has_figure(row):
        return [*head, Text(why_no_figure(s, row)), *goal_notes(s, row)]
    shown = single(s, row, series[0]) if len(series) == 1 else several(s, row, series)
    notes = tuple(remarks(s, row))
    return [
        *head,
        shown,
        *([Bullets(notes)] if notes else []),
        *step_blocks(s, row),
        *institution_blocks(s, row),
        *breakdown_blocks(s, row),
    ]


def measured_in(s: Snapshot, row: Row) -> str:
    definition = row["definition"]
    said = (
        _("definition %(number)s, proposed")
        if definition["adopted_on"] is None
        else _("definition %(number)s, adopted")
    )
    parts = [
        s.text(definition["unit"]),
        s.text(definition["accumulation"]["words"]),
        said % {"number": definition["revision"]},
    ]
    return " · ".join(part for part in parts if part)


# --- Without a figure ---


def why_no_figure(s: Snapshot, row: Row) -> str:
    """What there is instead of a figure. Never zero, never a percentage."""
    figures = row["figures"]
    if not figures["is_assigned"]:
        return _("To be assigned by the Committee: no institution is committed to report it, so there is no figure.")
    if is_of_nothing(row):
        return _("The whole was zero in %(period)s, so there is no percentage.") % {"period": s.period}
    if does_not_apply(row):
        return _("Not applicable in this semester, as the reviewer confirmed.")
    said = [names_sentence(s, row, situation) for situation in SITUATIONS]
    return " ".join([_("No validated figure for %(period)s.") % {"period": s.period}, *(text for text in said if text)])


# --- The figures ---


def single(s: Snapshot, row: Row, series: Row) -> KeyFigures:
    figure = figure_of(series["figure"])
    items = [KeyFigure(s.period, wording.figure_text(figure), value_note(s, figure))]
    change = change_of(series["change"])
    if change is not None and change.before is not None:
        before = s.period_label(change.period)
        comparable = before if own_of(s) is not None else _("%(period)s, comparable") % {"period": before}
        items.append(KeyFigure(comparable, wording.plain(change.before, is_percent=change.is_percent)))
        detail = [
            _("percentage points") if change.is_percent else "",
            wording.move_text(change),
            s.percent(series["change"]["percent"], signed=True),
            lower_first(wording.from_to_text(change)) if change.after != figure.exact else "",
        ]
        items.append(KeyFigure(pgettext("noun", "Change"), signed(s, change), "; ".join(filter(None, detail))))
    word, note, state = goal(s, row, series)
    items.append(KeyFigure(_("Target"), word, note, state))
    return KeyFigures(tuple(items))


def signed(s: Snapshot, change: Comparison) -> str:
    """The difference without its unit, which stands below."""
    return formatting.number(change.difference, s.language, decimals=1 if change.is_percent else None, signed=True)


def value_note(s: Snapshot, figure: Figure) -> str:
    reach = wording.reach_text(figure) if own_of(s) is None else ""
    parts = [wording.parts_text(figure), reach, _("partial") if figure.is_partial else ""]
    return "; ".join(part for part in parts if part)


def goal(s: Snapshot, row: Row, series: Row) -> tuple[str, str, str]:
    """The word of the state, what is held against what, and the state's icon."""
    word, note, state = held_against(s, row, series)
    return word, "; ".join(filter(None, [judged_figure(series["judgement"]), note])), state


def judged_figure(judgement: Row) -> str:
    """The figure that is judged, where it is of more than the semester, whose own stands beside it."""
    figure = judgement["figure"]
    if judgement["target"] is None or figure is None or len(figure.get("semesters", ())) < 2:
        return ""
    value = wording.figure_text(figure_of(figure))
    words = {"value": _("%(value)s (partial)") % {"value": value} if figure["is_partial"] else value}
    if judgement["scope"] == Scope.YEAR:
        return _("the year so far: %(value)s") % words
    return _("since the plan began: %(value)s") % words


def held_against(s: Snapshot, row: Row, series: Row) -> tuple[str, str, str]:
    """The word of the state, what it is held against, and the state's icon. Without a target it is held against nothing."""
    judgement, is_percent = series["judgement"], row["definition"]["is_percent"]
    target = judgement["target"]
    if target is None and judgement.get("low") is not None:
        return range_goal(s, series, is_percent=is_percent)
    if target is None:
        return state_word(s), "", "no_target"
    said = [text] if (text := why_not_judged(judgement["pace"]["state"])) else []
    if judgement["expected"] is not None:
        percent = s.percent(judgement["pace"]["raw_percent"])
        expected = target_text(s, judgement["expected"], is_percent=is_percent)
        said.append(
            _("%(percent)s of the %(expected)s expected by now") % {"percent": percent, "expected": expected}
            if percent
            else _("%(expected)s expected by now") % {"expected": expected}
        )
    said += divisions(judgement, is_percent=is_percent)
    attained = s.percent(judgement["attainment"]["raw_percent"])
    aim = {
        "value": target_text(s, target["value"], is_percent=is_percent),
        "period": s.period_label(target["period"]),
        "percent": attained,
    }
    said.append(
        _("%(percent)s of the target for %(period)s: %(value)s") % aim
        if attained
        else _("target for %(period)s: %(value)s") % aim
    )
    state = str(series["state"])
    return str(wording.STATES[state]), "; ".join(said), wording.ICONS.get(state, state)


def range_goal(s: Snapshot, series: Row, *, is_percent: bool) -> tuple[str, str, str]:
    """A range has its goal in its bounds: the state of the semester, and what it must stay within."""
    judgement, state = series["judgement"], str(series["state"])
    bounds = {name: target_text(s, judgement[name], is_percent=is_percent) for name in ("low", "high")}
    said = _("to be kept between %(low)s and %(high)s") % bounds
    nearer = nearer_bound_text(amount(judgement["pace"]["raw_percent"]))
    return str(wording.STATES[state]), "; ".join(filter(None, (said, nearer))), wording.ICONS.get(state, state)


def divisions(judgement: Row, *, is_percent: bool) -> list[str]:
    """How the percentage was divided, where it is read since the baseline: nothing is left to guess."""
    figure, against = judgement["figure"], judgement["expected"] or judgement["target"]["value"]
    if figure is None:
        return []
    text = wording.since_baseline_text(
        amount(figure["exact"]), amount(against), amount(judgement.get("baseline")), is_percent=is_percent
    )
    return [text] if text else []


def why_not_judged(state: str) -> str:
    """Why a figure with a target has no state of progress."""
    return {
        "baseline_missing": _("it needs a baseline, which has not been approved"),
        "zero_target": _("the value expected is zero, so there is no percentage"),
        "configuration_error": _("its targets contradict its direction"),
        "broken": _("the definition changed within what the target covers"),
    }.get(state, "")


def target_text(s: Snapshot, text: str, *, is_percent: bool) -> str:
    """A target, or the value expected on the way to it, which need not be whole: two places at most."""
    value = formatting.rounded(Decimal(text), 2)
    return formatting.percent(value, s.language, None) if is_percent else formatting.number(value, s.language)


def goal_notes(s: Snapshot, row: Row) -> list[Block]:
    """Of an indicator without a figure: its target, where it has one."""
    said = [goal(s, row, series)[1] for series in row["figures"]["series"] if series["judgement"]["target"]]
    return [Note(_("Its target: %(text)s.") % {"text": "; ".join(said)})] if said else []


def several(s: Snapshot, row: Row, series: list[Row]) -> Table:
    """One line a series; they are unlike and never added."""
    return Table(
        _("%(code)s by series; the series are not added together") % {"code": row["code"]},
        (
            Column(_("Series"), weight=3),
            Column(s.period, is_number=True),
            Column(_("Made of"), weight=3),
            Column(pgettext("noun", "Change"), is_number=True),
            Column(_("Target"), weight=4),
        ),
        tuple(series_line(s, row, each) for each in series),
    )


def series_line(s: Snapshot, row: Row, series: Row) -> tuple[Cell, ...]:
    figure, change = figure_of(series["figure"]), change_of(series["change"])
    word, note, state = goal(s, row, series)
    return (
        Cell(s.series_label(row["code"], series["code"])),
        Cell(wording.figure_text(figure)),
        Cell(value_note(s, figure)),
        Cell(wording.difference_text(change) if change and change.difference is not None else "–"),
        Cell(word, state, note),
    )
