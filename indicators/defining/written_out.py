"""One definition written out: every field that says something, with its label, in the current language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import formatting
from indicators.defining import naming
from indicators.defining.document import DefinitionDocument, Part, Track, Words
from indicators.defining.naming import Names, language, said

TEXTS = ("name", "definition", "note", "unit", "means_of_verification")
CHOICES = ("kind", "accumulation", "across", "direction", "headline", "headline_category")
RULES = ("progress_method", "trajectory", "range_low", "range_high")


@dataclass(frozen=True, slots=True)
class Line:
    """`lang` is set where the text is in the other language."""

    label: str
    values: tuple[str, ...]
    lang: str = ""


def written_out(document: DefinitionDocument, names: Names) -> tuple[Line, ...]:
    return tuple(each for each in lines(document, names) if any(each.values))


def lines(document: DefinitionDocument, names: Names) -> Iterator[Line]:
    for field in TEXTS:
        words = getattr(document, field)
        yield Line(naming.field(field), (said(words),), foreign(words))
    for field in CHOICES:
        yield Line(naming.field(field), (names.value(field, getattr(document, field)),))
    yield Line(_("Components"), tuple(part_text(part, names) for part in document.components))
    yield Line(
        _("Breakdown"), (formatting.joined([names.dimension(each) for each in document.dimensions], language()),)
    )
    yield Line(_("Tags asked of each item"), tuple(names.tag(each) for each in document.tags))
    for field in RULES:
        yield Line(naming.field(field), (names.value(field, getattr(document, field)),))
    yield Line(_("Baselines"), tuple(text for track in document.series for text in starts_of(track, document, names)))
    yield Line(_("Targets"), tuple(text for track in document.series for text in goals_of(track, document, names)))


def foreign(words: Words) -> str:
    """The other language, where the text was written in it alone."""
    return "" if getattr(words, language()) else "es" if language() == "en" else "en"


def part_text(part: Part, names: Names) -> str:
    role = names.value("role", part.role)
    rule = names.rule(part.rule)
    return f"{naming.part(part)} ({role})" + (f": {rule}" if rule else "")


def starts_of(track: Track, document: DefinitionDocument, names: Names) -> Iterator[str]:
    for each in track.baselines:
        yield f"{whose(track, each.institution, names)}: {names.point(each, document)}"


def goals_of(track: Track, document: DefinitionDocument, names: Names) -> Iterator[str]:
    for each in track.targets:
        place = f"{whose(track, each.institution, names)}, {formatting.period_label(each.period, language())}"
        yield f"{place}: {names.point(each, document)}" + (f" · {each.act_reference}" if each.act_reference else "")


def whose(track: Track, institution: str, names: Names) -> str:
    """The series, where it has a name, and the institution, or all of them."""
    of = names.institution(institution) if institution else pgettext("whose target", "All institutions")
    return ", ".join(filter(None, [naming.track(track), of]))
