"""Once an edition is issued, nothing of its draft and of what led to it can be changed.

That covers the sections and their texts, the consultations with their institutions, answers, remarks and replies, and the points of
meetings. The database then refuses to change, delete or add any of these rows; until then only the code decides.
"""

from __future__ import annotations

from documents.sealing import Seal

ISSUED = "issued report"
DRAFT = "reports_reportdraft"
ROUND_OF_SEAT = 'SELECT round_id FROM reports_consultationseat WHERE id = {row}."seat_id"'


def was_issued(draft: str) -> str:
    """SQL: whether an edition was issued from the draft whose id the given SQL returns."""
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
