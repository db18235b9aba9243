"""From the moment an edition is issued, its draft and everything written on the way to it stand still.

The sections and their texts, the consultations with who was asked, what was answered, remarked and replied, and its points in
meetings. The database refuses to change or delete any of these rows and to add one; until then they follow the rules of the code.
"""

from __future__ import annotations

from documents.sealing import Seal

ISSUED = "issued report"
DRAFT = "reports_reportdraft"
ROUND_OF_SEAT = 'SELECT round_id FROM reports_consultationseat WHERE id = {row}."seat_id"'


def was_issued(draft: str) -> str:
    """Whether an edition was issued from the draft that the SQL gives."""
    return f"EXISTS (SELECT 1 FROM reports_reportedition WHERE draft_id = ({draft}))"  # noqa: S608


def of_round(round_: str) -> str:
    return was_issued(f"SELECT draft_id FROM reports_consultationround WHERE id = ({round_})")  # noqa: S608


SEAL = Seal(
    mark="issued",
    message=ISSUED,
    head={DRAFT: was_issued('{row}."id"')},
    parts={
        "reports_draftsection": was_issued('{row}."draft_id"'),
        "reports_consultationround": was_issued('{row}."draft_id"'),
        "reports_consultationseat": of_round('{row}."round_id"'),
        "reports_remark": of_round(ROUND_OF_SEAT),
        "committee_reportpoint": was_issued('{row}."reference"'),
    },
)
