"""Answers in words in the report: how many institutions reached each stage or chose each option, and the texts themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.edition.blocks import Block, Column, Note, Table, Terms, words
from reports.edition.reading import Row, Snapshot, figure_of
from reports.figures.kinds import Named, Own
from reports.in_words import own_text, rule_text, step_count, step_title


def step_blocks(s: Snapshot, row: Row) -> list[Block]:
    """A table of the steps for each series that has them, and what the words say of all."""
    blocks: list[Block] = []
    for series in row["figures"]["series"]:
        figure = figure_of(series["figure"])
        if figure.in_words is None or not figure.has_answer:
            continue
        blocks.append(Note(rule_text(figure.in_words)))
        if figure.in_words.steps:
            lines = tuple(words(e.named.label, step_count(e, figure.reported)) for e in figure.in_words.steps)
            caption = f"{row['code']} · {step_title(figure.in_words)}"
            blocks.append(Table(caption, (Column(_("Answer")), Column(_("Institutions"), is_number=True)), lines))
    return blocks


def own_of(said: Row) -> Own | None:
    """What one institution said in words, as it was frozen; editions before this version froze none."""
    kept = said.get("words")
    if kept is None:
        return None
    return Own(**{**kept, "named": Named(**kept["named"]) if kept["named"] else None})


def text_blocks(s: Snapshot, row: Row) -> list[Block]:
    """The texts, each under the name of who wrote it and in its own language."""
    rows = row["figures"]["series"][0]["by_institution"]
    told = [(s.institution(each["institution"]), own) for each in rows if (own := own_of(each)) is not None]
    return [Terms(tuple((name, own_text(own)) for name, own in told if own.text))] if told else []
