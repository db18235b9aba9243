"""Whether components, counting rules, dimensions, tags and series of a definition stand, and name what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from indicators.defining.checking_measure import too_long
from indicators.defining.document import DefinitionDocument, Part, Rule, Track
from indicators.defining.known import Known
from indicators.defining.problem import Problem
from indicators.models import CountingRule

ROLES = {
    "COUNT": ("value", "beside"),
    "CHANGE": ("value", "beside"),
    "REGISTER": ("value", "beside"),
    "PROPORTION": ("numerator", "denominator", "beside"),
    "MILESTONE": ("stage",),
    "SCALE": ("option",),
    "NARRATIVE": ("value",),
}
"""What the components of each kind can be."""
LONGEST_LABEL, LONGEST_CODE, MOST_DIMENSIONS, LEAST_OPTIONS = 150, 40, 3, 2


def problems(document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    yield from _components(document, known)
    yield from _makes_a_figure(document)
    yield from _breakdown(document, known)
    yield from _series(document, known)


def _components(document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    if not document.components:
        yield Problem("components", _("Say at least one thing that is asked."))
    yield from _codes("components", [part.code for part in document.components])
    for part in document.components:
        path = f"components.{part.code}"
        if not part.label.es.strip():
            yield Problem(f"{path}.label", _("Write in Spanish what is asked."))
        yield from too_long(part.label, f"{path}.label", LONGEST_LABEL)
        if part.role not in ROLES.get(document.kind, ()):
            yield Problem(f"{path}.role", _("A component of this kind of indicator cannot be that."))
        if part.role in ("denominator", "beside") and part.in_headline:
            yield Problem(f"{path}.in_headline", _("What is printed beside is never part of the headline."))
        if part.rule is not None:
            yield from _rule(part.rule, f"{path}.rule", document, known)
        elif document.kind == "REGISTER":
            yield Problem(f"{path}.rule", _("Say which items of a list are counted."))


def _rule(rule: Rule, path: str, document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    if document.kind not in ("REGISTER", "PROPORTION"):
        yield Problem(path, _("Only lists and proportions count items."))
    register = known.registers.get(rule.register)
    if register is None:
        yield Problem(path, _("There is no such list."))
        return
    if rule.when not in CountingRule.When.values:
        yield Problem(f"{path}.when", _("Choose one of the list."))
    if not rule.stages:
        yield Problem(f"{path}.stages", _("Choose at least one stage that is counted."))
    if any((rule.register, stage) not in known.stages for stage in rule.stages):
        yield Problem(f"{path}.stages", _("That list has no such stage."))
    if rule.only and rule.only not in known.categories:
        yield Problem(f"{path}.only", _("There is no such category."))
    elif rule.only and known.categories[rule.only].dimension not in register.tags.all():
        yield Problem(f"{path}.only", _("The items of that list carry no such tag."))


def _makes_a_figure(document: DefinitionDocument) -> Iterator[Problem]:
    """Whether the components make up what the kind needs, and the headline if there is one."""
    roles = Counter(part.role for part in document.components)
    if document.kind == "PROPORTION":
        if roles["denominator"] != 1:
            yield Problem("components", _("A proportion needs one denominator: out of how many."))
        if not roles["numerator"]:
            yield Problem("components", _("A proportion needs a numerator: how many of them."))
    if document.kind == "SCALE" and roles["option"] < LEAST_OPTIONS:
        yield Problem("components", _("A scale needs at least two options."))
    if document.kind == "NARRATIVE" and len(document.components) != 1:
        yield Problem("components", _("A text answers one question: it has one component."))
    if document.kind in ("COUNT", "CHANGE", "REGISTER", "PROPORTION"):
        yield from _headline(document)


def _headline(document: DefinitionDocument) -> Iterator[Problem]:
    added = [part for part in document.components if part.in_headline]
    if document.headline == "sum" and not added:
        yield Problem("headline", _("Say which components make up the headline figure."))
    if document.headline == "none" and added:
        yield Problem("headline", _("Without one headline figure no component is part of it."))
    if document.kind == "PROPORTION" and len(added) > 1:
        yield Problem("headline", _("The headline of a proportion is one numerator: parts of them are not added."))


def _breakdown(document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    if len(document.dimensions) > MOST_DIMENSIONS:
        yield Problem("dimensions", _("At most three dimensions can be crossed."))
    yield from _listed("dimensions", document.dimensions, known)
    yield from _listed("tags", [tag.dimension for tag in document.tags], known)
    if document.dimensions and document.kind in ("MILESTONE", "SCALE", "NARRATIVE"):
        yield Problem("dimensions", _("Stages, scales and texts are not broken down."))
    rules = [part.rule for part in document.components if part.rule is not None]
    kept = {
        tag.code
        for rule in rules
        if rule.register in known.registers
        for tag in known.registers[rule.register].tags.all()
    }
    for tag in document.tags:
        if tag.dimension in known.dimensions and tag.dimension not in kept:
            yield Problem(f"tags.{tag.dimension}", _("No list that is counted here carries this tag."))


def _listed(path: str, codes: Iterable[str], known: Known) -> Iterator[Problem]:
    for code, times in Counter(codes).items():
        if code not in known.dimensions:
            yield Problem(f"{path}.{code}", _("There is no such dimension."))
        if times > 1:
            yield Problem(f"{path}.{code}", _("Each stands here once."))


def _series(document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    if not document.series:
        yield Problem("series", _("Say at least one thing that is judged."))
    yield from _codes("series", [track.code for track in document.series])
    for track in document.series:
        path = f"series.{track.code}"
        if len(document.series) > 1 and not track.label.es.strip():
            yield Problem(f"{path}.label", _("Write in Spanish what each series is."))
        yield from too_long(track.label, f"{path}.label", LONGEST_LABEL)
        yield from _follows(track, path, document, known)


def _follows(track: Track, path: str, document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    components = {part.code: part for part in document.components}
    followed: Part | None = components.get(track.component)
    if track.component and followed is None:
        yield Problem(f"{path}.component", _("The definition has no such component."))
    if followed is not None and followed.role == "denominator":
        yield Problem(f"{path}.component", _("A series follows what is counted, not the denominator."))
    if not track.component and document.headline == "none":
        yield Problem(f"{path}.component", _("Without one headline figure each series follows a component."))
    for key in track.only:
        category = known.categories.get(key)
        if category is None:
            yield Problem(f"{path}.only", _("There is no such category."))
        elif category.dimension.code not in document.dimensions:
            yield Problem(f"{path}.only", _("A series can be narrowed only by a dimension of the definition."))


def _codes(path: str, codes: Iterable[str]) -> Iterator[Problem]:
    for code, times in Counter(codes).items():
        if not is_code(code):
            yield Problem(
                f"{path}.{code}.code", _("A code has up to 40 letters without accents, digits, hyphens or low lines.")
            )
        if times > 1:
            yield Problem(f"{path}.{code}.code", _("This code is used twice."))


def is_code(text: str) -> bool:
    try:
        validate_slug(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_CODE
