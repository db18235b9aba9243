"""One page for the minister: what was found, who is off track, where each area stands, what to decide, and what is not known.

It never grows to two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.charts import Look, Tone, stacked
from documents.charts.stacked import Count, StackedBar
from documents.pdf import render_pdf
from documents.qr import qr_svg
from reports.edition.blocks import Bullets, Document, Note, Text
from reports.edition.composing import compose, layout_of, text_of
from reports.edition.kind import coverage_of, of_the_last, span_of
from reports.edition.reading import Row, Snapshot
from reports.edition.summary import changes_of, headline_figures, sentences, tally_sentence
from reports.edition.telling import prose
from reports.edition.typesetting import SEAL, boxed, seal, spoken
from reports.files.brief_gaps import LONGEST, in_both, undecided, unknown
from reports.files.brief_judged import judged
from reports.snapshot.bilingual import LANGUAGES

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "brief.typ"
MOST_FINDINGS, MOST_MOVES = 8, 5
SHORT_TITLE = 200
"""Letters of the plan's title that the page has room for."""
ALWAYS = {"named": 1, "decide": 1, "unknown": 1}
"""What never gives way."""
GROWTH = (
    ("found", 1), ("named", 3), ("found", 3), ("moves", 1), ("named", 5), ("decide", 2), ("unknown", 3), ("moves", 3),
    ("found", MOST_FINDINGS), ("decide", 5),
)  # fmt: skip
"""Which part of the page grows first, and up to how many of its sentences or rows, before the next one does."""
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
    """Both languages are laid out, so that the same of what the data say has a place in each; one of them is printed."""
    order = (language, *(each for each in LANGUAGES if each != language))
    covers = [compose(content, each, sha256=sha256, is_preview=is_preview, with_sections=False) for each in order]
    sides = [brief_data(content, cover, sha256=sha256) for cover in covers]
    with override(language):
        s = Snapshot(dict(content), language, sha256)
        images = {f"area-{n}": bar(said, tally, n) for n, (_name, _code, said, tally) in enumerate(areas(s))}
        if covers[0].marking.address:
            images[SEAL] = qr_svg(covers[0].marking.address)
        return render_pdf(TEMPLATE, {"sides": sides, **room(sides)}, images=images)


def brief_data(content: Mapping[str, Any], cover: Document, *, sha256: str) -> dict[str, Any]:
    """What the page says in the language of its cover."""
    marking = cover.marking
    with override(cover.language):
        s = Snapshot(dict(content), cover.language, sha256)
        decide, has_more_to_decide = in_both(s, undecided)
        gaps, has_more_gaps = in_both(s, unknown)
        found, has_more = findings(s, [*decide, *gaps])
        title, moves = changes_of(s, span_of(s))
        return {
            "lang": cover.language,
            "title": _("%(report)s: one-page brief") % {"report": cover.title},
            "over": cover.over,
            "subtitle": shorten(cover.subtitle, SHORT_TITLE, placeholder=" …"),
            "names": cover.names,
            "facts": [(label, spoken(text)) for label, text in cover.facts],
            "correction": boxed(cover.correction) if cover.correction else None,
            "classification": marking.state or cover.mark,
            "demo": cover.demonstration or None,
            "draft": marking.draft or None,
            "seal": seal(marking, cover.language) if marking.address else None,
            "figures": [
                [item.label, item.value, item.note or None] for item in headline_figures(s, coverage_of(s)).items
            ],
            "findings": found,
            "more": has_more,
            "judged": judged(s),
            "moves": [each for each in moves[:MOST_MOVES] if each],
            "decide": decide,
            "more_decide": has_more_to_decide,
            "unknown": gaps,
            "more_unknown": has_more_gaps,
            "last": [note.text for note in of_the_last(s) if isinstance(note, Note)],
            "areas": [area(*each, n) for n, each in enumerate(areas(s))],
            "words": {
                "findings": _("What was found"),
                "moves": title,
                "areas": _("Indicators of each area by state: counted, never averaged"),
                "decide": _("What awaits a decision of the Committee"),
                "unknown": _("What is not known"),
                "more": _("… the report has the rest."),
            },
        }


# --- What has a place on the page ---


def room(sides: list[dict[str, Any]]) -> dict[str, Any]:
    """How much of each part the page has at least, and the steps by which it grows until it is full, the most useful first.

    What is missing most, the first sentence of what awaits a decision and of what is not known, and the most serious indicator are
    there whatever else there is to say. Of `found` each language has as many more as fit in the end.
    """
    there = {part: len(sides[0][part]) for part in ("moves", "decide", "unknown")}
    there |= {"named": len(sides[0]["judged"]["rows"]), "found": max(len(side["findings"]) for side in sides)}
    least = {part: min(there[part], ALWAYS.get(part, 0)) for part in there}
    reached, growth = dict(least), []
    for part, most in (*GROWTH, *there.items()):
        steps = max(0, min(most, there[part]) - reached[part])
        growth += [part] * steps
        reached[part] += steps
    return {"least": least, "growth": growth}


# --- What was found ---


def findings(s: Snapshot, elsewhere: Collection[str]) -> tuple[list[str], bool]:
    """The first sentences of the summary, as it was edited, but for those that stand elsewhere on the page; whether there are others."""
    return first([each for each in summary_sentences(s) if each not in elsewhere], MOST_FINDINGS)


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


# --- The areas ---


def areas(s: Snapshot) -> list[tuple[str, str, str, Row]]:
    """Each area with its indicators by state, and where there are several the whole plan: name, code, words and tally."""
    tallies = s["tallies"]
    found = [
        (s.text(pillar["name"]), pillar["code"], tallies["pillars"][pillar["code"]])
        for pillar in s["plan"]["pillars"]
        if pillar["code"] in tallies["pillars"]
    ]
    if len(found) > 1:
        found.append((_("The plan"), _("The plan"), tallies["plan"]))
    return [(name, code, tally_sentence(s, tally), tally) for name, code, tally in found]


def area(name: str, code: str, said: str, _tally: Row, number: int) -> dict[str, str]:
    return {"name": name, "code": code, "said": said, "image": f"area-{number}", "alt": f"{name}: {said}"}


def bar(said: str, tally: Row, number: int) -> str:
    """The indicators of an area by state, in the order of the states."""
    counts = [Count(tally.get(state, 0), tone, "", mark) for state, (tone, mark) in STATES.items()]
    rest = sum(tally.values()) - sum(count.number for count in counts)
    chart = StackedBar(said, [*counts, Count(rest, OTHERS[0], "", OTHERS[1])], is_numbered=True)
    return stacked.draw(chart, Look.PRINT, f"area-{number}")
