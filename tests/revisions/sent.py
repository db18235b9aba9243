"""What a browser sends back of the boxes of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.forms import Form
from django.http import QueryDict

from revisions.forms.goals import GoalBoxes
from revisions.forms.rows import Rows
from revisions.forms.whole import DefinitionBoxes


def sent_of(boxes: DefinitionBoxes | GoalBoxes, **typed: Any) -> QueryDict:
    """As it would be sent untouched, with something typed over; a list stands for several ticks."""
    forms, rows = forms_of(boxes), rows_of(boxes)
    data = QueryDict(mutable=True)
    for form in forms:
        for name, value in boxes_of(form):
            data.appendlist(name, value)
    for each in rows:
        data[f"{each.name}-count"] = str(each.count)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def rows_of(boxes: DefinitionBoxes | GoalBoxes) -> list[Rows[Any]]:
    if isinstance(boxes, DefinitionBoxes):
        return [boxes.parts, boxes.tracks]
    return [rows for track in boxes.tracks for rows in (track.baselines, track.targets)]


def forms_of(boxes: DefinitionBoxes | GoalBoxes) -> Iterable[Form]:
    first = boxes.text if isinstance(boxes, DefinitionBoxes) else boxes.path
    return [first, *(form for rows in rows_of(boxes) for form in rows.forms)]


def boxes_of(form: Form) -> Iterator[tuple[str, str]]:
    for box in form:
        value = box.field.prepare_value(box.value())
        if value is True:
            yield box.html_name, "on"
        elif isinstance(value, list | tuple):
            yield from ((box.html_name, str(each)) for each in value)
        elif value not in (None, False):
            yield box.html_name, str(value)
