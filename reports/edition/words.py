"""Answers in words in the report: how many institutions reached each stage or chose each option, and the texts themselves."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.blocks import Block, Column, Note, Table, Terms, words
from reports.edition.reading import Row, Snapshot, figure_of
from reports.figures.kinds import InWords, Kind, Named, Own
from reports.wording.answers import own_text, rule_text, step_count, step_title


def step_blocks(s: Snapshot, row: Row) -> list[Block]:
    """A table of the steps for each series that has them, and what the words say of all. Of one institution there is no all."""
    institution = s["edition"].get("institution")
    blocks: list[Block] = []
    for series in row["figures"]["series"]:
        figure = figure_of(series["figure"])
        if figure.in_words is None or not figure.has_answer:
            continue
        if institution:
            blocks += own_steps(row["code"], figure.in_words, s.short(institution))
            continue
        blocks.append(Note(rule_text(figure.in_words)))
        if figure.in_words.steps:
            lines = tuple(words(e.named.label, step_count(e, figure.reported)) for e in figure.in_words.steps)
            caption = f"{row['code']} · {step_title(figure.in_words)}"
            blocks.append(Table(caption, (Column(_("Answer")), Column(_("Institutions"), is_number=True)), lines))
    return blocks


def own_steps(code: str, said: InWords, institution: str) -> Iterator[Table]:
    """Of each stage or option whether it is the institution's."""
    if said.steps:
        title = _("The option chosen") if said.kind == Kind.SCALE else _("The stages reached")
        answers = (pgettext("step", "Yes") if each.count else pgettext("step", "No") for each in said.steps)
        lines = tuple(words(each.named.label, answer) for each, answer in zip(said.steps, answers, strict=True))
        yield Table(f"{code} · {title}", (Column(_("Answer")), Column(institution)), lines)


def own_of(said: Row) -> Own | None:
    """What one institution said in words, as it was frozen; editions before this version froze none."""
    kept = said.get("words")
    if kept is None:
        return None
    return Own(**{**kept, "named": Named(**kept["named"]) if kept["named"] else None})


def text_blocks(s: Snapshot, row: Row) -> list[Block]:
    """The texts, each under the name of who wrote it and in its own language."""
    rows = row["figures"]["series"][0]["by_institution"]
    told = [(each["institution"], own) for each in rows if (own := own_of(each)) is not None]
    lines = tuple(
        (s.institution(code), s.written(own_text(own), language_of(s, row["code"], code)))
        for code, own in told
        if own.text
    )
    return [Terms(lines)] if told else []


def language_of(s: Snapshot, indicator: str, institution: str) -> str:
    """In which language an institution answered in the semester; empty where the edition does not know it."""
    place = {"indicator": indicator, "institution": institution, "period": s["period"]["code"]}
    rows = s.content.get("answers", ())
    return next((row["language"] or "" for row in rows if place.items() <= row.items()), "")
