"""What an indicator is, in words, and how its figure comes about. Only what its kind asks has a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.forms.fields import NumberField
from indicators.defining.document import DefinitionDocument, Tag
from indicators.models import IndicatorRevision
from revisions.forms.rows import say, typed
from revisions.forms.texts import add_texts, initial_words, words_of
from revisions.kinds import asked_of, kinds_in_words
from revisions.vocabulary import Vocabulary

Revision = IndicatorRevision
TEXTS = ("name", "definition", "note", "unit", "means_of_verification")
DIMENSIONS = ("dimension_1", "dimension_2", "dimension_3")
CHOSEN = ("kind", "accumulation", "across", "headline", "direction", "progress_method")
FLAGS = ("is_evidence_required", "is_narrative_required")
UNIT_LENGTH, MOST_DECIMALS, PLACES = 80, 4, 4
TAGGED = "tag_"
ONE, SEVERAL = "one", "several"


class DefinitionForm(forms.Form):
    """`base`: the definition that the page was made from; what has no box stays as it says, while the kind stays."""

    def __init__(
        self,
        data: Any = None,
        *,
        base: DefinitionDocument,
        vocabulary: Vocabulary,
        tags: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.base, self.vocabulary = base, vocabulary
        self._add_words()
        self._add_counting()
        self.kind = str(self._raw("kind") or base.kind)
        self.asked = asked_of(self.kind)
        self._narrow()
        self._add_breakdown(tags)
        self._add_judging()

    def _raw(self, name: str) -> Any:
        return typed(self, name) if self.is_bound else self.get_initial_for_field(self.fields[name], name)

    def _add_words(self) -> None:
        add_texts(self, "name", _("Name"))
        add_texts(self, "definition", _("Definition"), rows=4)
        add_texts(self, "note", _("How it is counted"), rows=4)
        add_texts(self, "unit", _("Unit"), rows=1, max_length=UNIT_LENGTH)
        add_texts(self, "means_of_verification", _("Means of verification"), rows=3)

    def _add_counting(self) -> None:
        self._choice("kind", _("What is entered"), kinds_in_words())
        self._choice("accumulation", _("Over time"), Revision.Accumulation.choices)
        self._choice("across", _("Across institutions"), Revision.Across.choices)
        self._choice("headline", _("Headline figure"), Revision.Headline.choices)
        self.fields["shown_kind"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["decimals"] = NumberField(label=_("Decimals"))
        for name, label in (
            ("is_evidence_required", _("A document that proves it is required")),
            ("is_narrative_required", _("A text that explains it is required")),
        ):
            self.fields[name] = forms.BooleanField(required=False, label=label)

    def _choice(self, name: str, label: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = forms.ChoiceField(required=False, label=label, choices=list(choices), help_text=helps().get(name, ""))
        self.fields[name] = field

    def _narrow(self) -> None:
        """Leave only what the kind can be."""
        for name, allowed in (("accumulation", self.asked.accumulations), ("across", self.asked.across)):
            field = self.fields[name]
            field.choices = [(key, label) for key, label in field.choices if key in allowed]  # type: ignore[attr-defined]
        if not self.asked.is_number:
            del self.fields["headline"], self.fields["decimals"]

    def _add_breakdown(self, tags: Sequence[str]) -> None:
        """At most three dimensions in their order, and what is asked of each item of a register."""
        named = [(each.code, each.name) for each in self.vocabulary.dimensions.values()]
        if self.asked.has_dimensions:
            labels = (_("First dimension"), _("Second dimension"), _("Third dimension"))
            for name, label in zip(DIMENSIONS, labels, strict=True):
                self._choice(name, label, [("", pgettext("no breakdown", "None")), *named])
            groups = self.vocabulary.categories_of(self.dimensions_now)
            self._choice("headline_category", _("The headline counts only"), [("", _("Everything")), *groups])
        if self.asked.has_tags:
            kept = {tag.dimension for tag in self.base.tags}
            offered = [(code, name) for code, name in named if code in {*tags, *kept}]
            answers = [("", _("not asked")), (ONE, _("one answer")), (SEVERAL, _("several answers"))]
            for code, name in offered:
                self._choice(f"{TAGGED}{code}", name, answers)

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the kind was changed since the boxes were shown: those of the new one must be seen before they are kept."""
        return self.is_bound and self._raw("shown_kind") != self.kind

    @property
    def dimensions_now(self) -> list[str]:
        """As they are chosen on the page, before anything is judged."""
        return [code for name in DIMENSIONS if name in self.fields and (code := str(self._raw(name) or ""))]

    def _add_judging(self) -> None:
        self._choice("direction", _("What is better"), Revision.Direction.choices)
        self._choice("progress_method", _("How progress is measured"), Revision.ProgressMethod.choices)
        for name, label in (
            ("tolerance", _("Tolerance")),
            ("range_low", _("Lower bound")),
            ("range_high", _("Upper bound")),
        ):
            self.fields[name] = NumberField(label=label, decimals=PLACES)
        if self._raw("direction") != Revision.Direction.RANGE:
            del self.fields["range_low"], self.fields["range_high"]
        if self._raw("direction") != Revision.Direction.MAINTAIN:
            del self.fields["tolerance"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "decimals" in cleaned and (cleaned["decimals"] or 0) > MOST_DECIMALS:
            self.add_error("decimals", _("At most four decimals."))
        chosen = [cleaned.get(name) for name in DIMENSIONS if cleaned.get(name)]
        for name in DIMENSIONS[1:]:
            if cleaned.get(name) and chosen.count(cleaned[name]) > 1:
                self.add_error(name, _("This dimension is chosen twice."))
                break
        return cleaned

    @property
    def tag_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(TAGGED)]

    def write_on(self, document: DefinitionDocument) -> DefinitionDocument:
        """The document with what these boxes say; parts and series are written by their rows."""
        said = self.cleaned_data
        told: dict[str, Any] = {name: words_of(said, name) for name in TEXTS}
        told |= {name: said[name] for name in CHOSEN if said.get(name)}  # a choice that was not sent stays as it was
        told |= {name: said[name] for name in FLAGS}
        written = replace(document if self.kind == self.base.kind else _cleared(document), **told)
        if "decimals" in said:
            written = replace(written, decimals=int(said["decimals"] or 0))
        if self.asked.has_dimensions:
            dimensions = tuple(said[name] for name in DIMENSIONS if said[name])
            written = replace(written, dimensions=dimensions, headline_category=said["headline_category"])
        if self.asked.has_tags:
            written = replace(written, tags=tuple(self._tags()))
        return replace(
            written,
            range_low=said.get("range_low"),
            range_high=said.get("range_high"),
            tolerance=(said["tolerance"] or Decimal(0)) if "tolerance" in said else document.tolerance,
        )

    def _tags(self) -> list[Tag]:
        asked = [name for name in self.fields if name.startswith(TAGGED)]
        answers = {name.removeprefix(TAGGED): self.cleaned_data[name] for name in asked}
        return [Tag(code, answer == SEVERAL) for code, answer in answers.items() if answer]

    @staticmethod
    def initial_of(document: DefinitionDocument) -> dict[str, Any]:
        initial: dict[str, Any] = {name: getattr(document, name) for name in (*CHOSEN, *FLAGS)}
        for name in TEXTS:
            initial |= initial_words(name, getattr(document, name))
        initial |= dict(zip(DIMENSIONS, document.dimensions, strict=False))
        initial |= {f"{TAGGED}{tag.dimension}": SEVERAL if tag.is_multiple else ONE for tag in document.tags}
        initial |= {
            "decimals": Decimal(document.decimals),
            "tolerance": document.tolerance,
            "range_low": document.range_low,
            "range_high": document.range_high,
            "headline_category": document.headline_category,
            "shown_kind": document.kind,
        }
        return initial

    def tell(self, path: str, text: str) -> bool:
        """Stand the sentence beside the box that the path of a problem names. Whether there is one."""
        section, _dot, code = path.partition(".")
        name = FIELD_OF_PATH.get(path, path.replace(".", "_"))
        if section == "dimensions" and code:
            name = next((each for each in DIMENSIONS if each in self.fields and self._raw(each) == code), name)
        if section == "tags":
            name = f"{TAGGED}{code}"
        if name not in self.fields:
            return False
        say(self, name, text)
        return True


def helps() -> dict[str, str]:
    """What a choice means, for who is no statistician."""
    return {
        "kind": _("What each institution writes: a number, a part of a whole, a list of things done, a stage, a text."),
        "accumulation": _(
            "Whether the figure is of the semester alone, of what there is at its end, or of all so far."
        ),
        "across": _("How what each institution reports becomes one figure of all."),
        "headline": _("One figure for the indicator, or none where unlike things are counted apart."),
        "headline_category": _("For example women, where men are counted too."),
        "dimension_1": _(
            "By what the number is broken down. The first one makes the rows of the table that is filled in."
        ),
        "direction": _("It decides what is on track and what is not."),
        "progress_method": _("Against the value, or against the change since the baseline."),
    }


FIELD_OF_PATH = {**{name: f"{name}_es" for name in TEXTS}, "dimensions": "dimension_1"}


def _cleared(document: DefinitionDocument) -> DefinitionDocument:
    """Another kind begins without what only the former one had."""
    return replace(document, headline=Revision.Headline.SUM, headline_category="", decimals=0, dimensions=(), tags=())
