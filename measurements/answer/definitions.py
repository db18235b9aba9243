"""The definitions of answers, read once: what a page or a step has read whole already is not read again."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.models import IndicatorRevision
from measurements.models import Measurement


def hang_definitions(measurements: Iterable[Measurement], known: Iterable[Measurement] = ()) -> None:
    """Give each answer its definition with all its parts: that of a `known` answer where it is the same one and was read whole."""
    answers = list(measurements)
    whole = {m.revision_id: m.revision for m in known if is_whole(m)}
    missing = {m.revision_id for m in answers} - whole.keys()
    if missing:
        whole |= IndicatorRevision.objects.with_definition().in_bulk(missing)
    for answer in answers:
        answer.revision = whole[answer.revision_id]


def is_whole(measurement: Measurement) -> bool:
    """Whether the definition was read with all its parts (`with_definition`)."""
    read = measurement._state.fields_cache.get("revision")
    return read is not None and "plausibility_rules" in getattr(read, "_prefetched_objects_cache", {})
