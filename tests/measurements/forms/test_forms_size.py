"""The longest list of the real plan fits in what the server takes of one page."""

from __future__ import annotations

import pytest
from django import forms
from django.conf import settings

from indicators.models import IndicatorRevision
from measurements.answer.entries import has_denominator
from measurements.answer.list_spec import lists_of
from measurements.checks.box_limits import MOST_ROWS
from measurements.forms.item import ItemForm
from measurements.forms.item_around import Around, Other
from measurements.models import RegisterEntry
from tests.factories import make_institution, make_item, make_measurement, make_period


def boxes_of(form: ItemForm) -> int:
    """Everything that a browser sends of one row when all is filled and ticked."""
    fields = form.fields.values()
    several = [f for f in fields if isinstance(f, forms.MultipleChoiceField)]
    return len(fields) - len(several) + sum(len(tuple(f.widget.choices)) for f in several)


@pytest.mark.usefixtures("real_plan")
def test_a_full_list_is_taken() -> None:
    revisions = [r for r in IndicatorRevision.objects.with_definition() if r.is_itemised]
    specs = [(r, spec) for r in revisions for spec in lists_of(r)]
    period = make_period(revisions[0].indicator.plan)
    army, longest = make_institution("EP"), 0
    for revision, spec in specs:
        others = tuple(
            Other(other.indicator.code, other.name, theirs, is_open=True)
            for other, theirs in specs
            if theirs.register == spec.register and other != revision and not has_denominator(other)
        )
        answer = make_measurement(revision, army, period, status="draft")
        item = make_item(army, spec.register)
        item.stages.create(stage=spec.stages[-1], reached_on=item.dated_on)
        entry = RegisterEntry.objects.create(measurement=answer, item=item)
        longest = max(longest, boxes_of(ItemForm(spec=spec, entry=entry, around=Around(others))) + 1)  # 1: same as
        answer.delete()
    assert longest <= 33
    documents = 5  # the marks of one document held and of those to attach
    assert (longest + documents) * MOST_ROWS + 500 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
