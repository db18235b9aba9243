"""Where each series of an indicator started and what it should reach by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from documents.speaking import language
from indicators.calendar import Semester
from indicators.defining.document import DefinitionDocument, TargetPoint, Track
from indicators.models import IndicatorRevision
from revisions.forms.change import ReasonForm
from revisions.forms.points import BaselineRow, Offers, TargetRow
from revisions.forms.rows import Rows, say, typed_of
from revisions.forms.whole import Problem


class PathForm(ReasonForm):
    """How the targets of all series are read, and the reason."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name, label, choices in (
            ("trajectory", _("Between two targets"), IndicatorRevision.Trajectory.choices),
            ("institution_targets", _("Targets of single institutions"), IndicatorRevision.InstitutionTargets.choices),
        ):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)

    def tell(self, path: str, text: str) -> bool:
        if path in self.fields:
            say(self, path, text)
        return path in self.fields


class TrackBoxes:
    """The baselines and targets of one series."""

    def __init__(
        self, track: Track, offers: Offers, *, data: QueryDict | None = None, given: Mapping[str, Any] | None = None
    ) -> None:
        self.track, self.offers, self.is_sent = track, offers, data is not None
        given = given or {}
        for kind, make in (("baselines", BaselineRow), ("targets", TargetRow)):
            rows = Rows(
                f"{kind}-{track.code}",
                partial(make, offers=offers),
                data=data,
                initial=given.get(kind, ()),
                spare=given.get(f"spare_{kind}", 0),
            )
            setattr(self, kind, rows)

    baselines: Rows[BaselineRow]
    targets: Rows[TargetRow]

    @property
    def name(self) -> str:
        return track_name(self.track)

    @classmethod
    def of(cls, track: Track, offers: Offers) -> TrackBoxes:
        given = {
            "baselines": [BaselineRow.initial_of(point) for point in track.baselines],
            "targets": [TargetRow.initial_of(point) for point in track.targets],
            "spare_baselines": 0 if track.baselines else 1,
            "spare_targets": 0 if track.targets else 2,
        }
        return cls(track, offers, given=given)

    def again(self, spare: Mapping[str, int], path: Sequence[TargetPoint] = ()) -> TrackBoxes:
        """With what was typed. The points of a path take the place of what stood for all institutions in their semesters."""
        rows = {name: [typed_of(row) for row in getattr(self, name).standing] for name in ("baselines", "targets")}
        replaced = {(point.period, "") for point in path}
        targets = [
            each for each, row in zip(rows["targets"], self.targets.standing, strict=True) if row.place not in replaced
        ]
        targets += [TargetRow.initial_of(point) for point in path]
        targets.sort(key=lambda each: (each.get("institution") or "", ordinal_of(each.get("period"))))
        more = {f"spare_{name}": spare.get(getattr(self, name).name, 0) for name in rows}
        return TrackBoxes(self.track, self.offers, given={"baselines": rows["baselines"], "targets": targets, **more})

    @staticmethod
    def is_among(data: QueryDict, track: Track) -> bool:
        return f"targets-{track.code}-count" in data

    def is_valid(self) -> bool:
        return not self.is_sent or all([self._judge(self.baselines), self._judge(self.targets)])

    @staticmethod
    def _judge(rows: Rows[Any]) -> bool:
        """A semester has one target, and a series one baseline, of all together and of each institution."""
        is_valid, seen = rows.is_valid(), set()
        is_baseline = rows.name.startswith("baselines-")
        for row in rows.standing:
            place = row.place[1] if is_baseline else row.place
            if place in seen:
                twice = _("There is one baseline already.") if is_baseline else _("This semester has a target already.")
                say(row, "period", twice)
                is_valid = False
            seen.add(place)
        return is_valid

    @property
    def written(self) -> Track:
        if not self.is_sent:
            return self.track
        kept = {(point.period, point.institution): point for point in self.track.targets}
        return replace(
            self.track,
            baselines=tuple(row.point for row in self.baselines.standing),
            targets=tuple(row.point(kept) for row in self.targets.standing),
        )

    def tell(self, rest: str, text: str) -> bool:
        """`rest`: `targets.2028-II`, or of an institution `targets.2028-II.EP`; `baselines`, or `baselines.EP`; nothing of all."""
        if not rest:
            return self._tell_of_all(text)
        kind, _dot, where = rest.partition(".")
        if kind not in ("baselines", "targets"):
            return False
        rows = getattr(self, kind).standing
        found = [
            row for row in rows if where == (row.place[1] if kind == "baselines" else ".".join(filter(None, row.place)))
        ]
        for row in found[:1]:
            say(row, "value", text)
        return bool(found)

    def _tell_of_all(self, text: str) -> bool:
        """What is wrong with having targets at all stands beside the first of them."""
        for row in [*self.targets.standing, *self.baselines.standing][:1]:
            say(row, "value", text)
        return bool(self.targets.standing or self.baselines.standing)


class GoalBoxes:
    """All series of a definition. `base`: the draft, or the definition in force, that the page was made from."""

    def __init__(self, base: DefinitionDocument, path: PathForm, tracks: Sequence[TrackBoxes]) -> None:
        self.base, self.path, self.tracks = base, path, list(tracks)

    @classmethod
    def of(cls, document: DefinitionDocument, offers: Offers, initial: Mapping[str, Any]) -> GoalBoxes:
        read = {"trajectory": document.trajectory, "institution_targets": document.institution_targets}
        tracks = [TrackBoxes.of(track, offers) for track in document.series]
        return cls(document, PathForm(initial={**initial, **read}), tracks)

    @classmethod
    def sent(cls, base: DefinitionDocument, offers: Offers, data: QueryDict) -> GoalBoxes:
        """A series that the page did not show yet, since somebody drafted it meanwhile, stays as it is."""
        tracks = [
            TrackBoxes(track, offers, data=data) if TrackBoxes.is_among(data, track) else TrackBoxes.of(track, offers)
            for track in base.series
        ]
        return cls(base, PathForm(data), tracks)

    def again(
        self, spare: Mapping[str, int] | None = None, paths: Mapping[str, Sequence[TargetPoint]] | None = None
    ) -> GoalBoxes:
        """With what was typed and not judged, more rows, and the path of a series by its code."""
        tracks = [each.again(spare or {}, (paths or {}).get(each.track.code, ())) for each in self.tracks]
        return GoalBoxes(self.base, PathForm(initial=typed_of(self.path)), tracks)

    @property
    def are_several(self) -> bool:
        return len(self.tracks) > 1

    def is_valid(self) -> bool:
        return all([self.path.is_valid(), *[track.is_valid() for track in self.tracks]])

    @property
    def document(self) -> DefinitionDocument:
        said = self.path.cleaned_data
        return replace(
            self.base,
            trajectory=said["trajectory"],
            institution_targets=said["institution_targets"],
            series=tuple(track.written for track in self.tracks),
        )

    def tell(self, problems: Iterable[Problem]) -> list[Problem]:
        """Stand each problem beside its box. Returns those that have none on this page."""
        return [problem for problem in problems if not self._tell(problem)]

    def _tell(self, problem: Problem) -> bool:
        section, _dot, inner = problem.path.partition(".")
        if section != "series":
            return self.path.tell(problem.path, problem.text)
        code, _dot, rest = inner.partition(".")
        return any(
            track.tell(rest, problem.text) or self._tell_of_path(track, rest, problem.text)
            for track in self.tracks
            if track.track.code == code
        )

    def _tell_of_path(self, track: TrackBoxes, rest: str, text: str) -> bool:
        """A target that is lacking has no row yet: it stands beside how the targets are read, which is what asks for it."""
        return rest.startswith("targets.") and self.path.tell(
            "trajectory", f"{track.name}: {text}" if self.are_several else text
        )


def track_name(track: Track) -> str:
    """In the reader's language, or in Spanish until somebody translates it."""
    return getattr(track.label, language()) or track.label.es or track.code


def ordinal_of(code: object) -> int:
    try:
        return Semester.from_code(str(code)).ordinal
    except ValueError:
        return 0
