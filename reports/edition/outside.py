"""The annex for an outside reader, such as a report on resolution 1325: the plan's totals, their past, and how each is defined.

No figure, text or budget of an institution: it is composed from a snapshot that holds none (reports/edition/stripped.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from reports.edition.annexes import glossary, integrity
from reports.edition.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Multiple,
    Multiples,
    Section,
    Table,
    Terms,
    Text,
)
from reports.edition.composing import compose
from reports.edition.datasheets import datasheet
from reports.edition.indicator import goal, measured_in, value_note
from reports.edition.kind import coverage_of, of_the_last
from reports.edition.mandate import facts as plan_facts
from reports.edition.method import figure_limitations
from reports.edition.outside_tables import over_all, past
from reports.edition.participation import participation
from reports.edition.progress import history_drawing, slug, standing, title_of
from reports.edition.reading import Row, Snapshot, figure_of
from reports.edition.stripped import stripped
from reports.edition.summary import headline_figures, sentences, standing_table
from reports.wording import figures as wording


def outside(content: Mapping[str, Any], language: str, *, sha256: str = "", is_preview: bool = False) -> Document:
    """The annex in one language, under the title of its report."""
    report = compose(content, language, sha256=sha256, is_preview=is_preview)
    with override(language):
        s = Snapshot(stripped(content), language, sha256)
        counted = received(Snapshot(dict(content), language))  # as in the report, over what is left out here too
        return replace(
            report,
            title=_("%(report)s: annex for outside readers") % {"report": report.title},
            facts=tuple(pair for pair in report.facts if pair[0] != _("Issued by")),
            sections=tuple(sections(s, counted)),
            marking=replace(report.marking, signers=()),
            correction=without_reason(report.correction),
        )


def without_reason(correction: Callout | None) -> Callout | None:
    """Why it is corrected may tell what one institution reported; that it is corrected is told to everybody."""
    return (
        replace(correction, text=_("What changed, and why, stands in the report of the same number."))
        if correction
        else None
    )


def sections(s: Snapshot, counted: list[Block]) -> Iterator[Section]:
    parts: list[tuple[str, str, list[Block]]] = [
        ("about", _("About this annex"), about(s)),
        ("plan", _("The plan"), the_plan(s)),
        ("received", _("What was received"), counted),
        ("indicators", _("The indicators of each area"), indicators(s)),
        ("participation", _("Female participation and the UN strategy 2018–2028"), women(s)),
        ("method", pgettext("annex", "How figures are made, and what they cannot say"), method(s)),
        ("glossary", _("Glossary"), glossary(s)),
        ("integrity", _("Integrity"), integrity(s)),
    ]
    for number, (anchor, title, blocks) in enumerate((part for part in parts if part[2]), start=1):
        yield Section(anchor, str(number), title, tuple(blocks))


def about(s: Snapshot) -> list[Block]:
    return [
        Text(
            _(
                "It accompanies the compliance report of the same number, for readers outside the ministry: reports on resolution "
                "1325, other governments, researchers. Both were printed from one snapshot, so every figure here is also there."
            )
        ),
        Heading(2, _("What is left out, and why")),
        Bullets(
            (
                _(
                    "What each institution reported, its texts and its supporting documents: they are the institution's."
                ),
                _(
                    "Figures that only one of several institutions had reported: they would show that institution's own."
                ),
                _("Budgets and activities, which are recorded by institution."),
                _("Figures broken down by sex, rank or place: small groups could be recognised."),
                _("The words about how an indicator is counted, where they name an institution."),
            )
        ),
        Callout(
            _(
                "It is for internal use until the Committee publishes an edition. It may be handed to an outside reader only as the "
                "Committee decides."
            ),
            title=_("Internal use until it is published"),
            tone="risk",
        ),
    ]


# --- The plan ---


def the_plan(s: Snapshot) -> list[Block]:
    blocks: list[Block] = [Terms(tuple(plan_facts(s)))]
    objectives = s["plan"]["general_objectives"]
    if objectives:
        blocks += [
            Heading(2, _("General objectives, and the actions that serve them")),
            Table(
                "",
                (Column(_("General objective"), weight=3), Column(_("Actions that serve it"), weight=2)),
                tuple(
                    (Cell(f"{each['code']} · {s.text(each['text'])}"), Cell(serving(s, each["code"])))
                    for each in objectives
                ),
                note=_(
                    "The plan links no objective to an action: the Committee does, and these are its links at the cut-off."
                ),
            ),
        ]
    blocks.append(Heading(2, _("Areas and their objectives")))
    for pillar in s["plan"]["pillars"]:
        blocks += [
            Heading(3, s.text(pillar["name"])),
            Terms(tuple((each["code"], s.text(each["text"])) for each in pillar["objectives"])),
        ]
    return blocks


def serving(s: Snapshot, objective: str) -> str:
    """Editions from before the links were frozen say nothing of them."""
    if "alignment" not in s.content:
        return "–"
    found: list[str] = next((row["actions"] for row in s["alignment"] if row["objective"] == objective), [])
    return s.joined(found) if found else _("None is linked yet")


# --- What was received ---


def received(whole: Snapshot) -> list[Block]:
    """Counts alone: of all institutions, and of the indicators by state."""
    return [
        headline_figures(whole, coverage_of(whole)),
        Bullets(tuple(sentences(whole))),
        *of_the_last(whole),
        standing_table(whole),
    ]


# --- Each indicator ---


def indicators(s: Snapshot) -> list[Block]:
    blocks: list[Block] = of_the_last(s)
    for pillar in s["plan"]["pillars"]:
        rows = [row for row in s["indicators"] if row["pillar"] == pillar["code"]]
        if rows:
            blocks += [Heading(2, s.text(pillar["name"]), slug(pillar)), Text(standing(s, pillar, rows))]
            blocks += [*charts(s, pillar, rows), *past(s, rows), *over_all(s, pillar)]
            blocks += [block for row in rows for block in one(s, row)]
    return blocks


def charts(s: Snapshot, pillar: Row, rows: list[Row]) -> Iterator[Block]:
    items = tuple(
        Multiple(row["code"], title_of(s, row, series), shown(series), chart)
        for row in rows
        for series in row["figures"]["series"]
        if (chart := history_drawing(s, row, series)) is not None
    )
    if items:
        yield Multiples(
            _("%(area)s: validated values over the semesters") % {"area": s.text(pillar["name"])},
            _(
                "Each chart has its own scale, from zero. A semester without a figure, or with one that is left out, is a gap."
            ),
            items,
        )


def one(s: Snapshot, row: Row) -> list[Block]:
    """An indicator: what it measures, its total and target, and how it is counted."""
    return [
        Heading(3, f"{row['code']} · {s.indicator_name(row['code'])}", row["code"].lower(), measured_in(s, row)),
        *figures(s, row),
        Terms(tuple(pair for pair in datasheet(s, row) if pair[1])),
    ]


def figures(s: Snapshot, row: Row) -> Iterator[Block]:
    if not row["figures"]["is_assigned"]:
        yield Text(_("No institution is committed to report it yet, so there is no figure."))
        return
    for series in row["figures"]["series"]:
        label = s.series_label(row["code"], series["code"])
        if series["is_withheld"]:
            expected = s.number(series["figure"]["expected"])
            said = _("One institution of %(count)s had reported, so the figure is left out.") % {"count": expected}
            yield Text(f"{label}. {said}" if label else said)
            continue
        yield series_figures(s, row, series, label)


def series_figures(s: Snapshot, row: Row, series: Row, label: str) -> KeyFigures:
    figure = figure_of(series["figure"])
    word, note, state = goal(s, row, series)
    value = KeyFigure(f"{label}, {s.period}" if label else s.period, wording.figure_text(figure), value_note(s, figure))
    return KeyFigures((value, KeyFigure(_("Target"), word, note, state)))


def shown(series: Row) -> str:
    return _("Left out") if series["is_withheld"] else wording.figure_text(figure_of(series["figure"]))


# --- Women, method ---


def women(s: Snapshot) -> list[Block]:
    """As in the report, unless a figure in it is left out here."""
    strategy = s["un_strategy"]
    if strategy is None:
        return []
    row = s.indicators[strategy["indicator"]]
    points = [each for series in row["figures"]["series"] for each in (series, *series["history"])]
    return [] if any(each["is_withheld"] for each in points) else participation(s)


def method(s: Snapshot) -> list[Block]:
    blocks: list[Block] = [Bullets(tuple(s.text(rule) for rule in s["method"]))]
    limits = tuple(figure_limitations(s))
    if limits:
        blocks += [Heading(2, _("Limitations of this edition")), Bullets(limits)]
    return blocks
