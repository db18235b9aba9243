"""The boxes of a whole definition: what it says, its parts and its series; together they are a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol, Self

from django.http import QueryDict

from indicators.defining.document import DefinitionDocument
from indicators.models import IndicatorRevision
from revisions.forms.definition import DefinitionForm
from revisions.forms.part import PartRow, codes_of
from revisions.forms.rows import Rows, typed_of
from revisions.forms.track import TrackRow
from revisions.kinds import asked_of
from revisions.vocabulary import Vocabulary

LAST = 10_000
MOST_UNFOLDED = 3


class Problem(Protocol):
    """Something that keeps a definition from being adopted, and where."""

    @property
    def path(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Given:
    """What fills the boxes, and how many empty rows are offered beside."""

    text: Mapping[str, Any] = field(default_factory=dict)
    parts: Sequence[Mapping[str, Any]] = ()
    tracks: Sequence[Mapping[str, Any]] = ()
    spare_parts: int = 0
    spare_tracks: int = 0


class DefinitionBoxes:
    """`base`: the draft, or the definition in force, that the page was made from. What has no box stays as it says."""

    def __init__(
        self,
        base: DefinitionDocument,
        vocabulary: Vocabulary,
        *,
        data: QueryDict | None = None,
        given: Given | None = None,
    ) -> None:
        self.base, self.vocabulary, self.data = base, vocabulary, data
        self.of_parts: list[str] = []
        self.of_tracks: list[str] = []
        given = given or Given()
        kind, headline = self._chosen("kind", given, base.kind), self._chosen("headline", given, base.headline)
        has_headline = not asked_of(kind).is_number or headline != IndicatorRevision.Headline.NONE
        make = partial(PartRow, kind=kind, kept=base.components, vocabulary=vocabulary, has_headline=has_headline)
        self.parts = Rows("parts", make, data=data, initial=given.parts, spare=given.spare_parts)
        self.text = DefinitionForm(data, base=base, vocabulary=vocabulary, tags=self._tags(), initial=given.text)
        named = [(code, row.label or code) for code, row in zip(self.codes, self.parts.standing, strict=True)]
        groups = vocabulary.categories_of(self.text.dimensions_now)
        track = partial(TrackRow, parts=named, groups=groups)
        self.tracks = Rows("series", track, data=data, initial=given.tracks, spare=given.spare_tracks)

    @classmethod
    def of(cls, document: DefinitionDocument, vocabulary: Vocabulary) -> Self:
        """The page of a definition as it stands."""
        parts: list[dict[str, Any]] = [PartRow.initial_of(part) for part in document.components]
        for place, part in enumerate(parts, start=1):
            part["place"] = str(place)
        tracks = [TrackRow.initial_of(track) for track in document.series]
        text = DefinitionForm.initial_of(document)
        return cls(document, vocabulary, given=Given(text, parts, tracks, spare_parts=0 if parts else 1))

    def again(self, *, spare_parts: int = 0, spare_tracks: int = 0) -> DefinitionBoxes:
        """The same page with what was typed, not judged yet, and more rows."""
        parts = [
            typed_of(row) | {"code": code, "shown_register": row.raw("register") if "register" in row.fields else ""}
            for code, row in zip(self.codes, self.parts.standing, strict=True)
        ]
        tracks = [typed_of(row) for row in self.tracks.standing]
        text = typed_of(self.text) | {"shown_kind": self.text.kind}
        given = Given(text, parts, tracks, spare_parts, spare_tracks)
        return DefinitionBoxes(self.base, self.vocabulary, given=given)

    def _chosen(self, name: str, given: Given, otherwise: str) -> str:
        return str((self.data.get(name) if self.data is not None else given.text.get(name)) or otherwise)

    def _tags(self) -> list[str]:
        """What can be asked of the items of the registers that are counted."""
        chosen = {str(row.raw("register") or "") for row in self.parts.standing if "register" in row.fields}
        return [
            tag for code in chosen if code in self.vocabulary.registers for tag in self.vocabulary.registers[code].tags
        ]

    @property
    def codes(self) -> list[str]:
        """The code of each part that stands; new ones get one that the definition never used."""
        return codes_of(self.parts, {part.code for part in self.base.components})

    @property
    def needs_showing(self) -> bool:
        """Whether something was chosen that brings other boxes, which must be seen before they are kept."""
        return self.text.is_of_another_kind or any(row.needs_showing for row in self.parts.standing)

    @property
    def parts_shown(self) -> list[tuple[PartRow, bool]]:
        """Each row, and whether it is folded: where there are many, those with nothing to mend."""
        are_many = len(self.parts.standing) > MOST_UNFOLDED
        return [(row, are_many and bool(row.label) and not row.errors) for row in self.parts.forms]

    @property
    def has_tracks_to_see(self) -> bool:
        """Whether there is more than the one series that most indicators have."""
        rows = self.tracks.forms
        return len(rows) != 1 or bool(self.of_tracks) or any(row.errors for row in rows)

    @property
    def list_errors(self) -> list[dict[str, str]]:
        """What is wrong with a list as a whole, each leading to its section."""
        return [{"text": text, "href": "#parts"} for text in self.of_parts] + [
            {"text": text, "href": "#judged"} for text in self.of_tracks
        ]

    def is_valid(self) -> bool:
        return all([self.text.is_valid(), self.parts.is_valid(), self.tracks.is_valid()])

    @property
    def forms(self) -> list[Any]:
        return [self.text, *self.parts.forms, *self.tracks.forms]

    @property
    def document(self) -> DefinitionDocument:
        """The definition that the boxes say. They must be valid."""
        kept = {track.code: track for track in self.base.series}
        track_codes = codes_of(self.tracks, kept)
        rows = list(zip(self.codes, self.parts.standing, strict=True))
        rows.sort(key=lambda each: each[1].cleaned_data.get("place") or LAST)
        return replace(
            self.text.write_on(self.base),
            components=tuple(row.part(code) for code, row in rows),
            series=tuple(
                row.track(code, kept.get(code)) for code, row in zip(track_codes, self.tracks.standing, strict=True)
            ),
        )

    def tell(self, problems: Iterable[Problem]) -> list[Problem]:
        """Stand each problem beside its box or over its list. Returns those that have no place on this page."""
        return [problem for problem in problems if not self._tell(problem)]

    def _tell(self, problem: Problem) -> bool:
        section, _dot, inner = problem.path.partition(".")
        if problem.path in ("components", "series"):
            (self.of_parts if section == "components" else self.of_tracks).append(problem.text)
            return True
        code, _dot, rest = inner.partition(".")
        if section == "components":
            parts = dict(zip(self.codes, self.parts.standing, strict=True))
            if code in parts:
                parts[code].tell(rest, problem.text)
            return code in parts
        if section == "series":
            tracks = {str(row.raw("code") or ""): row for row in self.tracks.standing}
            if code in tracks and not rest.startswith(("targets", "baselines")):
                tracks[code].tell(rest, problem.text)
                return True
            return False
        return self.text.tell(problem.path, problem.text)
