"""Which changes a signature may bring with it: pyHanko's own rules, which are strict, and the one that they lack for files of ours.

pyHanko compares what was signed with what came after. We compare what we issued with all that came after, and no file of ours has a
form before the first signature brings one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
    ModificationLevel,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.commons import compare_key_refs, qualify_transforming

NEW_FORM = frozenset({"/Fields", "/SigFlags", "/DA", "/DR", "/Q"})
"""What a form may consist of that comes with a signature: nothing that computes, and no other form inside it (XFA)."""
Updates = Iterable[tuple[ModificationLevel, FormUpdate]]


class FirstForm(FormUpdatingRule):
    """Also takes a form where there was none, of signature fields alone."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Updates:
        if "/AcroForm" in old.root:
            yield from super().apply(old, new)
        elif "/AcroForm" in new.root:
            yield from self._appeared(old, new)

    def _appeared(self, old: HistoricalResolver, new: HistoricalResolver) -> Updates:
        nothing = generic.DictionaryObject()
        _none, form = yield from approved(compare_key_refs("/AcroForm", old, old.root, new.root))
        if not isinstance(form, generic.DictionaryObject) or not set(form.keys()) <= NEW_FORM:
            raise SuspiciousModification("the form that was added is more than signature fields")
        _none, fields = yield from approved(compare_key_refs("/Fields", old, nothing, form))
        _none, resources = yield from approved(compare_key_refs("/DR", old, nothing, form))
        if resources is not None:
            needed = new.collect_dependencies(resources, since_revision=old.revision + 1)
            yield from ((ModificationLevel.FORM_FILLING, FormUpdate(updated_ref=each)) for each in needed)
        yield from self._fields(old, new, fields)

    def _fields(self, old: HistoricalResolver, new: HistoricalResolver, fields: Any) -> Updates:
        if not isinstance(fields, generic.ArrayObject):
            raise SuspiciousModification("the form that was added has no list of fields")
        compared = {}
        for each in fields:
            found = each.get_object() if isinstance(each, generic.IndirectObject) else None
            if not isinstance(found, generic.DictionaryObject) or found.get("/FT") != "/Sig" or "/T" not in found:
                raise SuspiciousModification("the form that was added has a field that is no signature")
            name = str(found["/T"])
            if name in compared:
                raise SuspiciousModification("two fields have one name")
            compared[name] = FieldComparisonSpec(
                field_type="/Sig", old_field_ref=None, new_field_ref=each.reference, old_canonical_path=None
            )
        context = FieldComparisonContext(field_specs=compared, old=old, new=new)
        for rule in self.field_rules:
            yield from rule.apply(context)


def approved(compared: Any) -> Any:
    """What a key refers to is taken as new; whatever it would overwrite was refused by the comparison."""
    return qualify_transforming(
        ModificationLevel.LTA_UPDATES, compared, transform=FormUpdate.curry_ref(field_name=None)
    )


def _policy() -> StandardDiffPolicy:
    form = DEFAULT_DIFF_POLICY.form_rule
    rules = form.field_rules if form is not None else []
    return StandardDiffPolicy(DEFAULT_DIFF_POLICY.global_rules, FirstForm(rules))


POLICY = _policy()
