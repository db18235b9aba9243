"""The parts of a figure, one row each: what is counted, and of a register which items."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import count
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents.forms.fields import NumberField
from documents.speaking import language
from indicators.defining.document import Part, Rule
from indicators.models import Component, CountingRule
from revisions.forms.rows import RowForm, Rows, say
from revisions.forms.texts import add_texts, initial_words, words_of
from revisions.kinds import Asked, Kind, Role, asked_of
from revisions.vocabulary import Vocabulary

LABEL_LENGTH, CODE_LENGTH = 150, 40
CODE = re.compile(r"[-a-zA-Z0-9_]+")
RULE = ("register", "only", "stages", "when")
IN_ORDER = (Role.STAGE, Role.OPTION)
IN_HEADLINE = (Role.VALUE, Role.NUMERATOR)


class PartRow(RowForm):
    """`kept`: the parts of the definition that the page was made from; what has no box stays as they say."""

    TYPED: ClassVar[tuple[str, ...]] = ("label_es", "label_en")
    code = forms.CharField(required=False, max_length=CODE_LENGTH, widget=forms.HiddenInput)
    shown_register = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: str,
        kept: Sequence[Part],
        vocabulary: Vocabulary,
        has_headline: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.kind, self.vocabulary, self.asked = kind, vocabulary, asked_of(kind)
        self.kept = {part.code: part for part in kept}.get(str(self.raw("code") or ""))
        add_texts(self, "label", _("Name of the part"), rows=1, max_length=LABEL_LENGTH)
        self._add_role()
        self._add_flags(self.asked, has_headline=has_headline)
        if self._may_have_rule():
            self._add_rule()

    def _add_role(self) -> None:
        choices = [(key, label) for key, label in Component.Role.choices if key in self.asked.roles]
        if self.role_now in IN_ORDER:
            self.fields["place"] = NumberField(label=_("Place in the order"))
        if len(choices) > 1:
            self.fields["role"] = forms.ChoiceField(required=False, label=_("What it is"), choices=choices)

    def _add_flags(self, asked: Asked, *, has_headline: bool) -> None:
        if asked.is_number and has_headline and self.role_now in IN_HEADLINE:
            self._flag("in_headline", _("It is part of the headline figure"))
        if asked.has_dimensions:
            self._flag("is_disaggregated", _("It is broken down"))
        if self.kind == Kind.PROPORTION and self.role_now == Role.NUMERATOR:
            self._flag("needs_all", _("It counts what meets every other numerator"))

    def _flag(self, name: str, label: str) -> None:
        starts_ticked = name != "needs_all"
        self.fields[name] = forms.BooleanField(required=False, label=label, initial=starts_ticked)

    def _may_have_rule(self) -> bool:
        """Parts of a register have one; of a proportion the whole may be counted off a register."""
        has_one = self.kept is not None and self.kept.rule is not None
        return self.asked.has_registers and (self.kind == Kind.REGISTER or self.role_now == Role.DENOMINATOR or has_one)

    def _add_rule(self) -> None:
        registers = [(each.code, each.name) for each in self.vocabulary.registers.values()]
        none = _("Choose a register") if self.kind == Kind.REGISTER else _("None: it is typed")
        self.fields["register"] = forms.ChoiceField(
            required=False, label=_("Register"), choices=[("", none), *registers]
        )
        register = self.vocabulary.registers.get(str(self.raw("register") or ""))
        if register is None:
            return
        groups = self.vocabulary.categories_of(register.tags)
        if groups:
            everything = [("", _("All items")), *groups]
            self.fields["only"] = forms.ChoiceField(required=False, label=_("Only items marked as"), choices=everything)
        self.fields["stages"] = forms.MultipleChoiceField(
            required=False,
            label=_("Stages that count"),
            choices=list(register.stages),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["when"] = forms.ChoiceField(
            required=False, label=_("When it counts"), choices=CountingRule.When.choices
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code and not CODE.fullmatch(code):
            raise ValidationError(_("This part has no usable code: remove it and write it anew."))
        return code

    @property
    def role_now(self) -> str:
        """As it is chosen on the page; where there is nothing to choose, the kind's own."""
        chosen = str(self.raw("role") or "") if "role" in self.fields else ""
        return chosen or (self.kept.role if self.kept and self.kept.role in self.asked.roles else self.asked.roles[0])

    @property
    def label(self) -> str:
        """In the reader's language, or in Spanish until somebody translates it."""
        own, spanish = self.raw(f"label_{language()}"), self.raw("label_es")
        return str(own or spanish or "").strip()

    @property
    def row_name(self) -> str:  # type: ignore[override]
        return self.label or _("New part")

    @property
    def needs_showing(self) -> bool:
        """Whether the register was changed since its stages were shown."""
        return (
            self.is_bound
            and not self.is_removed
            and "register" in self.fields
            and self.raw("shown_register") != self.raw("register")
        )

    def part(self, code: str) -> Part:
        said, kept = self.cleaned_data, self.kept
        return Part(
            code=code,
            role=self.role_now,
            label=words_of(said, "label"),
            in_headline=said.get("in_headline", bool(kept and kept.in_headline and self._keeps_headline())),
            is_disaggregated=said.get("is_disaggregated", bool(kept and kept.is_disaggregated)),
            needs_all=said.get("needs_all", False),
            rule=self._rule(),
        )

    def _keeps_headline(self) -> bool:
        """A text has no box for it, and stays what it is."""
        return not self.asked.is_number

    def _rule(self) -> Rule | None:
        said = self.cleaned_data
        if not said.get("register"):
            return None
        stages = [code for code, _name in self.vocabulary.registers[said["register"]].stages]
        chosen = tuple(code for code in stages if code in said["stages"])
        return Rule(said["register"], chosen, said["when"], said.get("only", ""))

    @staticmethod
    def initial_of(part: Part) -> dict[str, Any]:
        initial: dict[str, Any] = {
            "code": part.code,
            "role": part.role,
            "in_headline": part.in_headline,
            "is_disaggregated": part.is_disaggregated,
            "needs_all": part.needs_all,
        }
        if part.rule is not None:
            initial |= {name: getattr(part.rule, name) for name in RULE} | {"shown_register": part.rule.register}
        return initial | initial_words("label", part.label)

    def tell(self, rest: str, text: str) -> None:
        """`rest`: the path of the problem inside this part."""
        name = rest.removeprefix("rule.").replace(".", "_")
        name = {"label": "label_es", "rule": "register"}.get(name, name)
        say(self, name, text)


def codes_of(rows: Rows[Any], taken: Collection[str]) -> list[str]:
    """The code of each row that stands: its own, or one made of its label that nothing else has or had."""
    used = {*taken, *(code for row in rows.standing if (code := str(row.raw("code") or "")))}
    codes = []
    for row in rows.standing:
        code = str(row.raw("code") or "") or free_code(str(row.raw("label_es") or row.label), used)
        used.add(code)
        codes.append(code)
    return codes


def free_code(label: str, used: Collection[str]) -> str:
    stem = slugify(label).replace("-", "_")[: CODE_LENGTH - 4] or "part"
    if stem not in used:
        return stem
    return next(code for n in count(2) if (code := f"{stem}_{n}") not in used)
