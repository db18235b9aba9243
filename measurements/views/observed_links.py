"""The parts that an observation points at, each leading to its place in the form of the answer."""

from __future__ import annotations

from indicators.models import IndicatorRevision
from measurements.anchors import Anchor, Part
from measurements.background.comments import Comment
from measurements.forms.grid import field_name


def observed_links(comment: Comment | None, revision: IndicatorRevision) -> list[dict[str, str]]:
    if comment is None:
        return []
    return [{"label": part.label, "href": place_of(part.anchor)} for part in comment.parts(revision)]


def place_of(anchor: Anchor) -> str:
    """Where the form of an answer asks for that part."""
    if anchor.part is Part.CELL:
        return "#id_" + field_name((anchor.component, anchor.cell))
    return {Part.ITEMS: "#lists", Part.EVIDENCE: "#evidence"}.get(anchor.part, "#id_narrative")
