"""What changes between two definitions, in words, and what class of change each difference is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from indicators.defining import naming
from indicators.defining.document import BaselinePoint, DefinitionDocument, Part, TargetPoint, Track, Words
from indicators.defining.naming import Names
from indicators.models import IndicatorRevision

EDITORIAL = str(IndicatorRevision.ChangeClass.EDITORIAL)
METHODOLOGICAL = str(IndicatorRevision.ChangeClass.METHODOLOGICAL)
TARGET = str(IndicatorRevision.ChangeClass.TARGET)
TEXTS = ("name", "definition", "note", "means_of_verification")
EDITED = ("decimals", "is_narrative_required", "is_evidence_required")
MEASURED = ("kind", "accumulation", "across", "headline", "headline_category")
JUDGED = ("direction", "progress_method", "trajectory", "institution_targets", "tolerance", "range_low", "range_high")


Side = tuple[Track | None, DefinitionDocument]
"""A series, if there is one, in one of the two definitions."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two definitions say otherwise. `before` is empty for what is added, `after` for what is taken away.

    `is_of_value`: the value measured would be another one, so the Committee must say whether the figures go on.
    """

    path: str
    label: str
    before: str
    after: str
    change_class: str
    is_of_value: bool = field(default=False, kw_only=True)


def differences(
    before: DefinitionDocument, after: DefinitionDocument, names: Names | None = None
) -> tuple[Difference, ...]:
    """Every difference in the order of a definition, worded in the current language; empty when the two say the same.

    `names` saves reading the reference lists again for the next pair.
    """
    return tuple(_differences(before, after, names or Names()))


def change_class_of(found: Sequence[Difference]) -> str:
    """The gravest class among them: methodological before target before editorial. Empty without any."""
    classes = {each.change_class for each in found}
    return next((each for each in (METHODOLOGICAL, TARGET, EDITORIAL) if each in classes), "")


def must_say_comparable(found: Sequence[Difference]) -> bool:
    """Whether the value measured changes, or how it is broken down, so that comparability is an explicit choice."""
    return any(each.is_of_value or each.path.startswith("dimensions.") for each in found)


def suggested_comparability(found: Sequence[Difference]) -> str:
    """A break where the value measured changes; otherwise the figures go on, as a total does under another breakdown."""
    comparability = IndicatorRevision.Comparability
    is_broken = any(each.is_of_value for each in found)
    return str(comparability.BREAK if is_broken else comparability.CONTINUOUS)


def _differences(before: DefinitionDocument, after: DefinitionDocument, names: Names) -> Iterator[Difference]:
    for name in TEXTS:
        yield from _words(name, naming.field(name), getattr(before, name), getattr(after, name), EDITORIAL)
    yield from _words("unit", naming.field("unit"), before.unit, after.unit, METHODOLOGICAL, is_of_value=True)
    for group, change_class, is_of_value in ((MEASURED, METHODOLOGICAL, True), (EDITED, EDITORIAL, False)):
        for name in group:
            yield from _stored(name, before, after, change_class, names, is_of_value=is_of_value)
    yield from _components(before, after, names)
    yield from _breakdown(before, after, names)
    for name in JUDGED:
        yield from _stored(name, before, after, TARGET, names)
    yield from _series(before, after, names)


def _words(
    path: str, label: str, before: Words, after: Words, change_class: str, *, is_of_value: bool = False
) -> Iterator[Difference]:
    for language, was, will_be in (("es", before.es, after.es), ("en", before.en, after.en)):
        if was != will_be:
            named = naming.in_language(label, language)
            yield Difference(f"{path}.{language}", named, was, will_be, change_class, is_of_value=is_of_value)


def _stored(
    name: str,
    before: DefinitionDocument,
    after: DefinitionDocument,
    change_class: str,
    names: Names,
    *,
    is_of_value: bool = False,
) -> Iterator[Difference]:
    was, will_be = getattr(before, name), getattr(after, name)
    if was != will_be:
        yield Difference(
            name,
            naming.field(name),
            names.value(name, was),
            names.value(name, will_be),
            change_class,
            is_of_value=is_of_value,
        )


def _components(before: DefinitionDocument, after: DefinitionDocument, names: Names) -> Iterator[Difference]:
    was, will_be = ({part.code: part for part in each.components} for each in (before, after))
    for code in _all(was, will_be):
        path, old, new = f"components.{code}", was.get(code), will_be.get(code)
        if old is None or new is None:
            # What is only printed beside makes up no figure.
            is_of_value = any(each is not None and each.role != "beside" for each in (old, new))
            yield _told(path, _("Component"), naming.part, old, new, METHODOLOGICAL, is_of_value=is_of_value)
        else:
            yield from _component(path, old, new, names)
    # The order of stages and options is what they mean.
    is_ordered = after.kind in ("MILESTONE", "SCALE")
    yield from _order(
        "components",
        _("Order of the components"),
        was,
        will_be,
        lambda code: naming.part(was[code]),
        METHODOLOGICAL if is_ordered else EDITORIAL,
        is_of_value=is_ordered,
    )


def _component(path: str, old: Part, new: Part, names: Names) -> Iterator[Difference]:
    whose = naming.part(old)
    yield from _words(f"{path}.label", naming.of(_("Label"), whose), old.label, new.label, EDITORIAL)
    for name in ("role", "in_headline", "needs_all", "is_disaggregated"):
        was, will_be = getattr(old, name), getattr(new, name)
        if was != will_be:
            label = naming.of(naming.component_field(name), whose)
            words = partial(names.value, name)
            is_of_value = name != "is_disaggregated"
            yield _told(f"{path}.{name}", label, words, was, will_be, METHODOLOGICAL, is_of_value=is_of_value)
    if old.rule != new.rule:
        label = naming.of(_("Counting rule"), whose)
        yield _told(f"{path}.rule", label, names.rule, old.rule, new.rule, METHODOLOGICAL, is_of_value=True)


def _breakdown(before: DefinitionDocument, after: DefinitionDocument, names: Names) -> Iterator[Difference]:
    was, will_be = (dict.fromkeys(each.dimensions) for each in (before, after))
    for code in _all(was, will_be):
        if (code in was) != (code in will_be):
            old, new = (code if code in each else None for each in (was, will_be))
            yield _told(f"dimensions.{code}", _("Breakdown"), names.dimension, old, new, METHODOLOGICAL)
    yield from _order("dimensions", _("Order of the breakdowns"), was, will_be, names.dimension, EDITORIAL)
    asked, will_be_asked = ({tag.dimension: tag for tag in each.tags} for each in (before, after))
    for code in _all(asked, will_be_asked):
        before_tag, after_tag = asked.get(code), will_be_asked.get(code)
        if before_tag != after_tag:
            label = _("Tag asked of each item")
            yield _told(f"tags.{code}", label, names.tag, before_tag, after_tag, METHODOLOGICAL)


def _series(before: DefinitionDocument, after: DefinitionDocument, names: Names) -> Iterator[Difference]:
    was, will_be = ({track.code: track for track in each.series} for each in (before, after))
    for code in _all(was, will_be):
        path, old, new = f"series.{code}", was.get(code), will_be.get(code)
        if old is None or new is None:
            words = partial(naming.track, otherwise=code)
            yield _told(path, _("Series"), words, old, new, METHODOLOGICAL)
        else:
            yield from _followed(path, (old, before), (new, after), names)
        for kind, label in (("baselines", _("Baseline")), ("targets", _("Target"))):
            yield from _goals(f"{path}.{kind}", label, kind, ((old, before), (new, after)), names)
    yield from _order(
        "series", _("Order of the series"), was, will_be, lambda code: naming.track(was[code], code), EDITORIAL
    )


def _followed(
    path: str, before: tuple[Track, DefinitionDocument], after: tuple[Track, DefinitionDocument], names: Names
) -> Iterator[Difference]:
    (old, _document), (new, _document_after) = before, after
    whose = naming.track(old)
    yield from _words(f"{path}.label", naming.of(_("Label"), whose), old.label, new.label, EDITORIAL)
    if (old.component, old.only) != (new.component, new.only):
        label = naming.of(_("What is followed"), whose)
        yield _told(path, label, lambda of: names.followed(*of), before, after, METHODOLOGICAL, is_of_value=True)


def _goals(path: str, label: str, kind: str, sides: tuple[Side, Side], names: Names) -> Iterator[Difference]:
    was, will_be = ({_key(each): each for each in getattr(track, kind)} if track else {} for track, _document in sides)
    whose = naming.track(sides[0][0] or sides[1][0])
    for key in sorted(was.keys() | will_be.keys()):
        old, new = was.get(key), will_be.get(key)
        if _judged(old) != _judged(new):
            institution, period = key
            place = naming.of(names.point_label(label, institution, period), whose)
            before, after = (names.point(each, side[1]) for each, side in zip((old, new), sides, strict=True))
            yield Difference(".".join(filter(None, (path, period, institution))), place, before, after, TARGET)


def _told(
    path: str,
    label: str,
    words: Callable[[Any], str],
    old: object,
    new: object,
    change_class: str,
    *,
    is_of_value: bool = False,
) -> Difference:
    """What is not there is said by nothing."""
    before, after = ("" if each is None else words(each) for each in (old, new))
    return Difference(path, label, before, after, change_class, is_of_value=is_of_value)


def _order(
    path: str,
    label: str,
    was: Mapping[str, object],
    will_be: Mapping[str, object],
    words: Callable[[str], str],
    change_class: str,
    *,
    is_of_value: bool = False,
) -> Iterator[Difference]:
    """Where those that stay change their places."""
    old, new = ([code for code in one if code in other] for one, other in ((was, will_be), (will_be, was)))
    if old != new:
        before, after = (", ".join(words(code) for code in codes) for codes in (old, new))
        yield Difference(path, label, before, after, change_class, is_of_value=is_of_value)


def _all(was: Mapping[str, object], will_be: Mapping[str, object]) -> list[str]:
    """The codes of both: those of the first in their order, then what is new."""
    return list(dict.fromkeys([*was, *will_be]))


def _key(point: BaselinePoint | TargetPoint) -> tuple[str, str]:
    """A series has one baseline of each, and one target of each in a semester."""
    return point.institution, point.period if isinstance(point, TargetPoint) else ""


def _judged(point: BaselinePoint | TargetPoint | None) -> BaselinePoint | TargetPoint | None:
    """What it says, whatever act approved it."""
    return replace(point, act_reference="", approved_on=None) if isinstance(point, TargetPoint) else point
