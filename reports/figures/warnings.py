"""What a reader must know beside a figure. Codes only: the words stand in `reports.explaining`."""

from __future__ import annotations

from enum import StrEnum


class FigureWarning(StrEnum):
    """A figure carries those that hold, in this order."""

    PARTIAL = "partial"  # some institution that was expected gave no value
    SMALL_DENOMINATOR = "small_denominator"  # one person moves the percentage by more than five points
    ZERO_DENOMINATOR = "zero_denominator"  # nothing to take a part of: no percentage
    JOINED = "joined"  # items that several counted were counted once
    REBASED = "rebased"  # values under an earlier definition were multiplied to be comparable with the one read
    EARLIER_DEFINITION = "earlier_definition"  # means something else than the figures of the semester read
    FALLS = "falls"  # a running total of some institution is below what it had in the semester before
    PROPOSED = "proposed"  # the definition that it follows awaits the Committee's adoption
