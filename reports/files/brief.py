"""One page for the minister: what was found, what arrived, where each area stands, and what is not known. It never grows to two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.charts import Look, Tone, stacked
from documents.charts.stacked import Count, StackedBar
from documents.pdf import render_pdf
from documents.qr import qr_svg
from reports.edition.blocks import Bullets, Document, Note, Text
from reports.edition.composing import compose, layout_of, text_of
from reports.edition.kind import coverage_of, of_the_last
from reports.edition.known import is_unknown
from reports.edition.method import limitations
from reports.edition.reading import Row, Snapshot
from reports.edition.summary import headline_figures, sentences, tally_sentence
from reports.edition.telling import prose
from reports.edition.typesetting import SEAL, seal, spoken

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "brief.typ"
MOST_FINDINGS, MOST_UNKNOWN = 8, 6
LONGEST = 420
"""Letters of a sentence that still has a place on the page; a longer one is left to the report."""
END_OF_SENTENCE = re.compile(r"(?<=[^\s(.][.!?])\s+(?=[A-ZÁÉÍÓÚÑ¿¡«“\"])")
SHORTENED = re.compile(
    r"(?:^|[\s(«])(?:[^\W\d_]|(?i:art|arts|cap|cmdte|crnl|dr|dra|gral|inc|ing|lic|mr|mrs|no|núm|núms|pág|res|sec|sr|sra|srta|tte|vol))\.$"
)
"""An abbreviation or an initial, whose full stop ends no sentence."""
STATES: dict[str, tuple[Tone, str]] = {
    "on_track": (Tone.GOOD, "on_track"),
    "at_risk": (Tone.RISK, "at_risk"),
    "off_track": (Tone.OFF, "off_track"),
    "no_target": (Tone.NEUTRAL, "no_target"),
}
OTHERS = (Tone.NEUTRAL, "no_data")
"""How an area's bar is coloured; whatever is not judged is grey, and the words beside it tell which."""


def brief_pdf(content: Mapping[str, Any], language: str, *, sha256: str, is_preview: bool = False) -> bytes:
    document = compose(content, language, sha256=sha256, is_preview=is_preview)
    with override(language):
        s = Snapshot(dict(content), language, sha256)
        images = {f"area-{n}": bar(s, pillar) for n, pillar in enumerate(pillars(s))}
        if document.marking.address:
            images[SEAL] = qr_svg(document.marking.address)
        return render_pdf(TEMPLATE, brief_data(s, document), images=images)


def brief_data(s: Snapshot, document: Document) -> dict[str, Any]:
    marking = document.marking
    found, has_more = findings(s)
    gaps, has_more_gaps = unknown(s, found)
    return {
        "lang": document.language,
        "title": _("%(report)s: one-page brief") % {"report": document.title},
        "over": document.over,
        "subtitle": document.subtitle,
        "names": document.names,
        "facts": [(label, spoken(text)) for label, text in document.facts],
        "classification": marking.state or document.mark,
        "demo": document.demonstration or None,
        "draft": marking.draft or None,
        "seal": seal(marking, document.language) if marking.address else None,
        "figures": [[item.label, item.value, item.note or None] for item in headline_figures(s, coverage_of(s)).items],
        "findings": found,
        "more": has_more,
        "unknown": gaps,
        "more_unknown": has_more_gaps,
        "last": [note.text for note in of_the_last(s) if isinstance(note, Note)],
        "areas": [area(s, pillar, n) for n, pillar in enumerate(pillars(s))],
        "words": {
            "findings": _("What was found"),
            "areas": _("Indicators of each area by state: counted, never averaged"),
            "unknown": _("What is not known"),
            "more": _("… the report has the rest."),
        },
    }


# --- What was found ---


def findings(s: Snapshot) -> tuple[list[str], bool]:
    """The first sentences of the summary, as it was edited, and whether there are others."""
    return first(list(summary_sentences(s)), MOST_FINDINGS)


def first(said: list[str], most: int) -> tuple[list[str], bool]:
    """Those that have a place on the page, and whether others are left to the report."""
    kept = [each for each in said if len(each) <= LONGEST][:most]
    return kept, len(kept) < len(said)


def summary_sentences(s: Snapshot) -> Iterator[str]:
    """Each bullet of the summary, and each sentence of its paragraphs; without a summary, what its data say."""
    row = next((row for row in layout_of(s) if row["key"] == "summary"), {})
    blocks = prose(text_of(s, row))
    if not blocks:
        yield from sentences(s)
    for block in blocks:
        if isinstance(block, Bullets):
            yield from (item.strip() for item in block.items)
        elif isinstance(block, Text):
            yield from parted(block.text)


def parted(text: str) -> list[str]:
    """Sentences of a paragraph. The full stop of an abbreviation, an initial or a number ends none."""
    sentences: list[str] = []
    for part in filter(None, END_OF_SENTENCE.split(text.replace("\n", " ").strip())):
        if sentences and SHORTENED.search(sentences[-1]):
            sentences[-1] += f" {part}"
        else:
            sentences.append(part)
    return sentences


# --- What is not known ---


def unknown(s: Snapshot, found: list[str]) -> tuple[list[str], bool]:
    """What the figures cannot say, but for what the findings say already, and whether there is more of it."""
    rows = s["indicators"]
    without = [row["code"] for row in rows if is_unknown(row)]
    said = []
    if without:
        said.append(_("Without a validated figure: %(codes)s.") % {"codes": s.joined(without)})
    said += limitations(s)
    return first([each for each in said if each not in found], MOST_UNKNOWN)


# --- The areas ---


def pillars(s: Snapshot) -> list[Row]:
    return [pillar for pillar in s["plan"]["pillars"] if pillar["code"] in s["tallies"]["pillars"]]


def area(s: Snapshot, pillar: Row, number: int) -> dict[str, str]:
    said = tally_sentence(s, tally_of(s, pillar))
    name = s.text(pillar["name"])
    return {"name": name, "code": pillar["code"], "said": said, "image": f"area-{number}", "alt": f"{name}: {said}"}


def tally_of(s: Snapshot, pillar: Row) -> Row:
    found: Row = s["tallies"]["pillars"][pillar["code"]]
    return found


def bar(s: Snapshot, pillar: Row) -> str:
    """The indicators of an area by state, in the order of the states."""
    tally = tally_of(s, pillar)
    counts = [Count(tally.get(state, 0), tone, "", mark) for state, (tone, mark) in STATES.items()]
    rest = sum(tally.values()) - sum(count.number for count in counts)
    chart = StackedBar(tally_sentence(s, tally), [*counts, Count(rest, OTHERS[0], "", OTHERS[1])], is_numbered=True)
    return stacked.draw(chart, Look.PRINT, f"area-{pillar['code']}".lower())
