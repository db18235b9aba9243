"""Whether it is known how an indicator stood: by a figure, as not applicable, as a share of nothing, or not at all."""

from __future__ import annotations

from reports.edition.reading import Row, figure_of


def has_figure(row: Row) -> bool:
    """Whether any series of the indicator has a validated value, or an answer in words."""
    return any(figure_of(series["figure"]).has_answer for series in row["figures"]["series"])


def does_not_apply(row: Row) -> bool:
    """Whether all that were committed to it answered, and the reviewer confirmed, that it does not apply: nothing is unknown of it."""
    return is_outside(row) and not is_answered(row)


def is_of_nothing(row: Row) -> bool:
    """Whether the institutions reported a whole of zero, of which there is no share: nobody confirmed anything, and nothing is unknown."""
    return is_outside(row) and is_answered(row)


def is_unknown(row: Row) -> bool:
    return not has_figure(row) and not is_outside(row)


def is_outside(row: Row) -> bool:
    return not has_figure(row) and all(
        series["figure"]["state"] == "not_applicable" for series in row["figures"]["series"]
    )


def is_answered(row: Row) -> bool:
    return any(series["figure"]["reported"] for series in row["figures"]["series"])
