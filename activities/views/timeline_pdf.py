"""The timeline as a PDF across, on A4 or A3: the same charts as the page, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from activities.figures.facts import ActivityFacts
from activities.views.bars import Section, keys_of
from activities.views.looking import Looked
from activities.views.wording import coverage_said, whose
from documents.charts import Look, gantt
from documents.formatting import plain_date, short_date
from documents.pdf import render_pdf
from documents.speaking import language

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "timeline.typ"
PAPERS = {"a4": 1150, "a3": 1250}
"""How wide a chart is drawn before it is fitted to the paper: smaller letters on A4, more air on A3."""


def timeline_pdf(looked: Looked, sections: Sequence[Section], paper: str, *, is_narrow: bool) -> bytes:
    """Typeset it. `paper` is one of PAPERS; `is_narrow`: only part of the activities was asked for, which the sheet says."""
    images = {
        _image(prefix): gantt.draw(chart, Look.PRINT, _image(prefix), PAPERS[paper])
        for section in sections
        for prefix, chart in section.charts
    }
    images |= {f"key-{shape}": gantt.draw_key(shape, Look.PRINT) for shape, _word in all_keys(looked)}
    return render_pdf(TEMPLATE, _data(looked, sections, paper, is_narrow=is_narrow), images=images)


def all_keys(looked: Looked) -> list[tuple[str, str]]:
    """Each shape, and last the outline, with its word: what the page says over its charts."""
    return [*keys_of(is_frozen=looked.is_frozen), (gantt.WAS, _("Days as adopted, where they were moved"))]


def _section(section: Section) -> dict[str, Any]:
    charts = [
        {"image": _image(prefix), "alt": f"{chart.title}. {chart.description}"} for prefix, chart in section.charts
    ]
    return {"name": section.part.name, "said": section.said, "charts": charts}


def _data(looked: Looked, sections: Sequence[Section], paper: str, *, is_narrow: bool) -> dict[str, Any]:
    return {
        "lang": language(),
        "paper": paper,
        "title": _("Timeline of %(year)s") % {"year": looked.year.year if looked.year else ""},
        "over": f"{looked.plan.title} · {plain_date(looked.on, language())}",
        "demo": _("Demonstration data") if looked.plan.is_demonstration else None,
        "lines": [*_lines(looked, is_narrow=is_narrow)],
        "keys": [{"image": f"key-{shape}", "word": word} for shape, word in all_keys(looked)],
        "sections": [_section(section) for section in sections],
        "caption": _("The same activities as a table"),
        "head": [
            _("Code"),
            _("Activity"),
            _("Institution"),
            _("Expected product"),
            _("Starts"),
            _("Ends"),
            _("Last day as adopted"),
            _("Standing"),
        ],
        "rows": [_row(each) for section in sections for each in section.activities],
    }


def _lines(looked: Looked, *, is_narrow: bool) -> list[str]:
    if looked.year is None:
        return []
    if not looked.year.is_frozen:
        said = [_("The plan of this year was not adopted yet: its activities may still change.")]
    else:
        said = [coverage_said(looked.tally, looked.year.year, looked.on)]
    if is_narrow:
        said.append(_("Only the activities that were asked for are drawn."))
    return [*said, *filter(None, [whose(looked)])]


def _row(each: ActivityFacts) -> list[str]:
    lang = language()
    return [
        each.code,
        each.title,
        each.institution.name,
        each.expected_product,
        short_date(each.starts_on, lang),
        short_date(each.ends_on, lang),
        short_date(each.adopted[1], lang) if each.adopted else "",
        each.label if each.is_frozen else _("Proposed"),
    ]


def _image(prefix: str) -> str:
    return prefix.lower()
