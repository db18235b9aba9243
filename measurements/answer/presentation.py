"""Answers laid out for reading: the same tables, lists and sentences for who checks, who reviews and who keeps the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import speaking
from documents.formatting import joined, plain_date
from indicators.models import Category, Component, IndicatorRevision
from measurements.answer import figure_words, kinds
from measurements.answer.content import CellKey
from measurements.answer.figures import NOTHING, Figure, add_up, is_headline_cell
from measurements.answer.reading import Listed, Said
from measurements.answer.reasons import told_reason
from measurements.answer.value_tables import SEXES, ValueTable, tables_of
from measurements.models import Answer

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of a list in words: what it is, what it carries, and which figures it counts for.

    `steps` led to the stage in which it stands; `same_as` are the institutions that report the same one.
    """

    title: str
    note: str
    tags: tuple[str, ...]
    counted: str
    is_new: bool
    steps: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """An answer ready to be printed. `answer` and `reason` stand in the place of values that there are not.

    `statement` is an answer in words, a stage or an option, and `before` the one of the semester before.
    """

    figure: str
    answer: str
    reason: str
    tables: tuple[ValueTable, ...]
    items: tuple[ItemLine, ...]
    is_listed: bool
    statement: str = ""
    before: str = ""


def values_of(
    now: Said,
    before: Said | None = None,
    *,
    flagged: Iterable[CellKey] = (),
    tags: Names | None = None,
    same_as: Mapping[int, str] | None = None,
) -> Values:
    """Lay out an answer, beside the one of the semester before when it is given.

    `flagged` are the cells that a check warns about; `tags` are the names of categories by key (`tag_names`); `same_as`
    says by an item's id which institutions report the same one (`joining.told_of`).
    """
    compared = before if before is not None and before.is_reported else None
    if now.is_reported and kinds.is_in_words(now.revision):
        return _in_words(now, compared)
    return Values(
        figure=figure_text(now),
        answer="" if now.is_reported else str(Answer(now.answer).label),
        reason=told_reason(now.reason),
        tables=tables_of(now, compared, frozenset(flagged)) if now.is_reported else (),
        items=_item_lines(now, compared, tags or {}, same_as or {}) if now.is_reported else (),
        is_listed=now.revision.is_itemised,
    )


def _in_words(now: Said, before: Said | None) -> Values:
    """A stage, an option or a text: one line, and the one before it, where both are in words."""
    earlier = figure_text(before) if before is not None and kinds.is_in_words(before.revision) else ""
    text = figure_text(now)
    return Values(
        figure=text, answer="", reason="", tables=(), items=(), is_listed=False, statement=text, before=earlier
    )


def headline_of(said: Said) -> Figure:
    """The headline of an answer; nothing when it has none or nothing was reported."""
    revision = said.revision
    if not said.is_reported or revision.headline == IndicatorRevision.Headline.NONE:
        return NOTHING
    components = {component.code: component for component in revision.components.all()}
    cells = said.values.items()
    return add_up(value for (code, key), value in cells if is_headline_cell(revision, components[code], key))


def component_total(said: Said, component: Component) -> Figure:
    return add_up(value for (code, _key), value in said.values.items() if code == component.code)


def figure_text(said: Said) -> str:
    """The answer in one line: its figure, its figures where they do not add up, or that there is none."""
    if not said.is_reported:
        return str(Answer(said.answer).label)
    if kinds.is_in_words(said.revision):
        return kinds.statement(said.revision, said.values)
    headline = headline_of(said)
    if headline.value is not None:
        return figure_words.in_full(headline, said.revision.unit)
    totals = [(c.label, component_total(said, c)) for c in said.revision.value_components]
    known = [f"{label}: {figure_words.in_full(total)}" for label, total in totals if total.value is not None]
    return joined(known, speaking.language())


def women_share(said: Said) -> Decimal | None:
    """Women among those whose sex is recorded, in percent; None without that breakdown or without people."""
    women, men = (
        add_up(v for (_code, key), v in said.values.items() if f"sex={sex}" in key.split("|")).value for sex in SEXES
    )
    if women is None or men is None or not women + men:
        return None
    return women / (women + men) * 100


def tag_names() -> dict[str, str]:
    """The names of all categories by key, in one query."""
    return {category.key: category.name for category in Category.objects.select_related("dimension")}


def _item_lines(now: Said, before: Said | None, tags: Names, same_as: Mapping[int, str]) -> tuple[ItemLine, ...]:
    known = {item.id for item in before.items} if before else set()
    rules = [component.counting_rule for component in now.revision.components.all()]
    stages = {stage.code: stage.name for rule in rules if rule for stage in rule.register.stages.all()}
    labels = [(component.code, component.label) for component in now.revision.components.all()]
    return tuple(
        ItemLine(
            title=item.title,
            note=_item_note(item, stages),
            steps=_steps(item, stages),
            same_as=same_as.get(item.id, "") if item.id is not None else "",
            tags=tuple(tags.get(tag, tag) for tag in item.tags),
            counted=joined([label for code, label in labels if code in item.counted], speaking.language()),
            is_new=before is not None and item.id is not None and item.id not in known,
        )
        for item in now.items
    )


def _steps(item: Listed, stages: Names) -> str:
    """The stages before the one that it stands in, with their dates."""
    names = list(stages)
    before = [code for code in names if code in item.stages and code != item.stage]
    if item.stage in names:
        before = [code for code in before if names.index(code) < names.index(item.stage)]
    return " · ".join(f"{stages[code]}, {plain_date(item.stages[code], speaking.language())}" for code in before)


def _item_note(item: Listed, stages: Names) -> str:
    parts = [
        stages.get(item.stage or "", ""),
        plain_date(item.dated_on, speaking.language()),
        item.number,
        speaking.written(item.counterpart),
        _("%(count)s alike") % {"count": figure_words.plain(item.quantity)} if item.quantity != 1 else "",
    ]
    if item.women is not None and item.men is not None:
        parts.append(figure_words.women_and_men(item.women, item.men))
    return " · ".join(part for part in parts if part)
