"""What a list amounts to as it is typed: each component, and the headline as the definition says. Saves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.models import Component, IndicatorRevision, ReportingPeriod
from measurements.answer import counting, figure_words
from measurements.answer.content import CellContent, ItemContent
from measurements.answer.counting import counted_by
from measurements.answer.entries import amounts_of, met_by, rules_of
from measurements.answer.figures import Figure, add_up, headline_of
from measurements.models import Answer, Measurement


@dataclass(frozen=True, slots=True)
class ListFigures:
    """The figures in words. `note` says how they stand to each other; `is_saved`: they are those of the draft."""

    components: tuple[tuple[str, str], ...]
    headline: str
    note: str
    is_saved: bool


def saved_figures(measurement: Measurement | None) -> ListFigures | None:
    """The figures of the draft, where it has any."""
    if measurement is None or not measurement.revision.is_itemised or measurement.answer != Answer.REPORTED:
        return None
    values: dict[str, list[CellContent]] = {}
    for value in measurement.values.all():
        values.setdefault(value.component.code, []).append(CellContent(value.value, value.denominator))
    cells = {code: add_up(amounts) for code, amounts in values.items()}
    return _in_words(measurement.revision, cells, headline_of(measurement), is_saved=True) if cells else None


def typed_figures(
    revision: IndicatorRevision, period: ReportingPeriod, items: Iterable[ItemContent]
) -> ListFigures | None:
    """The figures that would follow from the items, if they were saved."""
    listed = [_as_counted(item) for item in items]
    rules = rules_of(revision)
    counted = [met_by(revision, item, counted_by(rules, item, period.starts_on, period.ends_on)) for item in listed]
    amounts = amounts_of(revision, counted)
    if not listed or not amounts:
        return None
    cells = {code: Figure(cell.value, cell.denominator) for (code, _key), cell in amounts.items()}
    headline = [component.code for component in revision.components.all() if component.in_headline]
    is_single = revision.headline != IndicatorRevision.Headline.NONE
    total = add_up(amounts[code, ""] for code in headline if (code, "") in amounts) if is_single else Figure(None)
    return _in_words(revision, cells, total, is_saved=False)


def _as_counted(item: ItemContent) -> counting.Item:
    return counting.Item(
        register=item.register.code,
        quantity=item.quantity,
        stages=tuple(counting.StageReached(stage.code, stage.order, day) for stage, day in item.stages.items()),
        tags=frozenset(category.key for category in item.tags),
        ticks=frozenset(component.code for component in item.ticks),
    )


def _in_words(
    revision: IndicatorRevision, cells: dict[str, Figure], headline: Figure, *, is_saved: bool
) -> ListFigures:
    shown = [component for component in revision.value_components if component.code in cells]
    lines = tuple((_label(component), figure_words.in_full(cells[component.code])) for component in shown)
    main = [component for component in shown if component.in_headline]
    is_summed = headline.value is not None and len(main) > 1
    return ListFigures(lines, figure_words.in_full(headline) if is_summed else "", _note(revision, shown), is_saved)


def _label(component: Component) -> str:
    if component.role == Component.Role.BESIDE:
        return _("%(component)s (beside, never added)") % {"component": component.label}
    return component.label


def _note(revision: IndicatorRevision, shown: list[Component]) -> str:
    """What is done with several figures; of one there is nothing to say."""
    if len([c for c in shown if c.role != Component.Role.BESIDE]) < 2:
        return ""
    if revision.headline == IndicatorRevision.Headline.NONE:
        return _("They are of different units: each is followed apart and they are never added together.")
    main = [component.label for component in shown if component.in_headline]
    if len(main) == 1:
        return _("The figure of the indicator is “%(component)s”; the others stand beside it.") % {"component": main[0]}
    return ""
