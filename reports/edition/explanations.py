"""The annex “How each figure was obtained”: the sentences of the explanation pages, as the edition keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from reports.edition.blocks import Block, Heading, Note, Terms, Text
from reports.edition.kind import of_the_last
from reports.edition.reading import Row, Snapshot
from reports.explaining import TITLES


def explanations(s: Snapshot) -> list[Block]:
    """Nothing in editions that were issued before it was kept."""
    blocks: list[Block] = []
    for pillar in s["plan"]["pillars"]:
        told = [each for each in told_series(s) if each[0]["pillar"] == pillar["code"]]
        if told:
            blocks.append(Heading(2, s.text(pillar["name"])))
        for row, series in told:
            blocks += indicator_blocks(s, row, series)
    return [Text(introduction()), *of_the_last(s), *blocks] if blocks else []


def introduction() -> str:
    return _(
        "The count behind each figure, what was left out and why, and how it is judged. The page of each figure says the same."
    )


def told_series(s: Snapshot) -> list[tuple[Row, Row]]:
    return [(row, each) for row in s["indicators"] for each in row["figures"]["series"] if "explanation" in each]


def indicator_blocks(s: Snapshot, row: Row, series: Row) -> list[Block]:
    label = s.series_label(row["code"], series["code"])
    name = " · ".join(filter(None, (row["code"], s.indicator_name(row["code"]), label)))
    explanation = series["explanation"]
    quoted = list(texts_about(s, row["code"]))
    said = tuple(
        (str(TITLES.get(kind, kind)), "\n".join(s.quoting(s.text(each["text"]), quoted) for each in sentences))
        for kind, sentences in groupby(explanation["sentences"], key=lambda each: str(each["kind"]))
    )
    blocks: list[Block] = [Heading(3, name, note=s.text(explanation["heading"])), Terms(said)]
    receipts = [receipt_text(s, each) for each in explanation["answers"] if each["receipt"]]
    return [*blocks, Note(_("Receipts: %(receipts)s.") % {"receipts": "; ".join(receipts)})] if receipts else blocks


def texts_about(s: Snapshot, code: str) -> Iterator[str]:
    """What people wrote of an indicator that its sentences repeat: by which acts and from where it is judged, why there is no value, and
    in which post that was confirmed."""
    definition = s.indicators[code]["definition"]
    for series in definition["series"]:
        yield from (text for each in series["targets"] for text in (each["act"], each.get("source") or ""))
        yield from (each["source"] for each in series["baselines"])
    yield definition.get("act", "")
    for each in s.content.get("answers", ()):
        if each["indicator"] == code and each["reason"]:
            yield each["reason"]
        if each["indicator"] == code and each["validated_by"]:
            post = each["validated_by"]["post"]
            yield from {post["es"]} & {post["en"]}


def receipt_text(s: Snapshot, answer: Row) -> str:
    """The receipt of one answer, with the beginning of its digest, which the receipt prints whole."""
    return f"{s.short(answer['institution'])} {answer['receipt']} ({answer['digest'][:12]})"
