"""What was called off stays as it was: the database refuses to change, delete or add anything of such a consultation.

Its answers and remarks are still read, and count for nothing. Nobody can call it back into force, nor lose what was said in it.
"""

from __future__ import annotations

from documents.sealing import Seal
from reports.issued.sealing import ROUND_OF_SEAT

CALLED_OFF = "consultation called off"


def was_called_off(round_: str) -> str:
    """SQL: whether the consultation whose id the given SQL returns was called off."""
    return (
        "EXISTS (SELECT 1 FROM reports_consultationround"  # noqa: S608
        f" WHERE id = ({round_}) AND called_off_at IS NOT NULL)"
    )


SEAL = Seal(
    mark="called_off",
    message=CALLED_OFF,
    head={"reports_consultationround": '{row}."called_off_at" IS NOT NULL'},
    parts={
        "reports_consultationseat": was_called_off('{row}."round_id"'),
        "reports_remark": was_called_off(ROUND_OF_SEAT),
    },
)
