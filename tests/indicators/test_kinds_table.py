"""Kind × over time × across institutions: what can be saved is what can be worked out, cell by cell."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.models import IndicatorRevision
from reports.arithmetic.over_time import is_supported
from tests.factories import make_indicator, make_plan, make_revision

Kind, Accumulation, Across = IndicatorRevision.Kind, IndicatorRevision.Accumulation, IndicatorRevision.Across

NUMBERS = ("sum", "single_reporter")
ALLOWED = {
    ("COUNT", "flow"): NUMBERS,
    ("COUNT", "stock"): NUMBERS,
    ("COUNT", "running"): NUMBERS,
    ("PROPORTION", "flow"): NUMBERS,
    ("PROPORTION", "stock"): NUMBERS,
    ("PROPORTION", "running"): NUMBERS,
    ("CHANGE", "stock"): NUMBERS,
    ("REGISTER", "flow"): ("distinct", *NUMBERS),
    ("REGISTER", "stock"): ("distinct", *NUMBERS),
    ("MILESTONE", "stock"): ("share", "all", "any", "minimum", "single_reporter"),
    ("SCALE", "stock"): ("median", "single_reporter"),
    ("NARRATIVE", "stock"): ("listed",),
}
"""Source: the table of kinds of the data model."""
CELLS = [(str(kind), str(over), str(across)) for kind, over, across in product(Kind, Accumulation, Across)]


@pytest.mark.parametrize(("kind", "over", "across"), CELLS)
def test_engine_works_out_what_the_table_allows(kind: str, over: str, across: str) -> None:
    assert is_supported(kind, over, across) == (across in ALLOWED.get((kind, over), ()))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [str(kind) for kind in Kind])
def test_database_keeps_what_the_table_allows_and_nothing_else(kind: str) -> None:
    kept = set()
    for number, (_kind, over, across) in enumerate((cell for cell in CELLS if cell[0] == kind), start=1):
        indicator = make_indicator(make_plan(), f"PREV-1.1.{number}")
        try:
            with transaction.atomic():
                make_revision(indicator, kind, accumulation=over, across=across)
        except IntegrityError:
            continue
        kept.add((over, across))
    allowed = {(over, across) for (each, over), ways in ALLOWED.items() if each == kind for across in ways}
    assert kept == allowed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "over", "across", "words"),
    [
        ("COUNT", "flow", "median", "no puede reunirse"),
        ("SCALE", "stock", "sum", "no puede reunirse"),
        ("MILESTONE", "flow", "all", "al final del semestre"),
        ("NARRATIVE", "flow", "listed", "al final del semestre"),
    ],
)
def test_form_says_why(kind: str, over: str, across: str, words: str) -> None:
    revision = IndicatorRevision(
        indicator=make_indicator(make_plan()), number=1, kind=kind, accumulation=over, across=across,
        direction="neutral", name="X", effective_from=make_revision(make_indicator(make_plan(), "PREV-9.9.9")).effective_from,
    )  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        revision.full_clean()
    assert words in " ".join(refused.value.messages)
