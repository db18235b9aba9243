"""Coverage: how much of what was expected arrived, arrived on time and was validated. The honest headline until targets exist.

Source of the rules: docs/methodology.md, "Coverage".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.arithmetic.percent import printed_percent


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of commitments, and their printed percentages; None where nothing was expected (or nothing submitted)."""

    expected: int
    submitted: int
    on_time: int
    validated: int
    with_data: int
    completeness: Decimal | None
    timeliness: Decimal | None
    timeliness_of_submitted: Decimal | None
    validated_rate: Decimal | None

    @property
    def outstanding(self) -> int:
        """Commitments for which nothing was submitted."""
        return self.expected - self.submitted


def coverage(
    expected: int, submitted: int, on_time: int, validated: int, *, answered_without_data: int = 0
) -> Coverage:
    """Return the coverage of a period.

    `expected` are the commitments in force less the "not applicable" that a reviewer confirmed. `submitted` were sent at
    least once (a draft never counts), `on_time` first sent before the due instant, `answered_without_data` sent as "not
    available": they count as answered and are shown apart. Raises ValueError for counts that contradict each other.
    """
    parts = (on_time, validated, answered_without_data)
    if min(parts) < 0 or not max(parts) <= submitted <= expected:
        raise ValueError(
            "On time, validated and without data are part of what was submitted, and that of the expected."
        )
    return Coverage(
        expected=expected,
        submitted=submitted,
        on_time=on_time,
        validated=validated,
        with_data=submitted - answered_without_data,
        completeness=printed_percent(submitted, expected),
        timeliness=printed_percent(on_time, expected),
        timeliness_of_submitted=printed_percent(on_time, submitted),
        validated_rate=printed_percent(validated, expected),
    )
