"""A list copied from a spreadsheet: how its cells are told apart, what its columns are, what stays as it was typed."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Category, CountingRule, Dimension, IndicatorRevision, Stage
from measurements.answer.folding import fold
from measurements.answer.list_spec import ListSpec, lists_of
from measurements.checks.box_limits import MOST_ROWS
from measurements.forms.items import ListForm
from measurements.forms.pasting import LONGEST, Pasted, pasted, table_of
from tests.factories import make_dimension, make_plan, make_register, make_register_list

CELLS = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\t;"), max_size=12)
"""What a person types in a cell; the separators themselves are told apart by quotation marks, as spreadsheets do."""


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=6),
    st.sampled_from(["\t", ";"]),
)
def test_cells_are_told_apart_whatever_parts_them(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL).writerows(rows)
    wanted = [[cell.strip() for cell in row] for row in rows]
    assert table_of(text.getvalue()) == [row for row in wanted if any(row)]


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert all(any(row) for row in table_of(text))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"Taller ""MPS""\nen dos líneas"\tHeld', [['Taller "MPS"\nen dos líneas', "Held"]]),
        ('Taller 5" de ancho\tHeld\nOtro\tHeld', [['Taller 5" de ancho', "Held"], ["Otro", "Held"]]),
        ("Uno;Held\r\n\r\nDos;Held\r\n", [["Uno", "Held"], ["Dos", "Held"]]),
        ("Uno; dos\tHeld", [["Uno; dos", "Held"]]),
        ("", []),
    ],
)
def test_quotation_marks_and_empty_lines(text: str, rows: list[list[str]]) -> None:
    assert table_of(text) == rows


def test_words_are_compared_without_case_accents_and_signs() -> None:
    assert fold("  N.º de la  RESOLUCIÓN ") == fold("n.o de la resolucion")
    assert fold("Realizado") != fold("Realizada")


@pytest.fixture
def spec(db: None) -> ListSpec:
    register = make_register_list("event", "planned", "held", counts_people=True)
    Stage.objects.filter(code="held").update(name_es="Realizado", name_en="Held")
    Stage.objects.filter(code="planned").update(name_es="Programado", name_en="Planned")
    missions = make_dimension("mission", "minusca", "unmiss")
    Dimension.objects.filter(pk=missions.pk).update(name_es="Misión", name_en="Mission")
    Category.objects.filter(code="minusca").update(name_es="MINUSCA", name_en="MINUSCA")
    register.tags.add(missions)
    revision: IndicatorRevision = make_register(make_plan(), "PREV-2.3.1", register=register, tags=[missions])
    return lists_of(IndicatorRevision.objects.with_definition().get(pk=revision.pk))[0]


def read(spec: ListSpec, text: str, **posted: str) -> Pasted:
    data = QueryDict(mutable=True)
    data.update({"event-rows": "0"} | posted)
    data["event-paste"] = text
    return pasted(data, spec)


def rows(spec: ListSpec, text: str) -> ListForm:
    form = ListForm(read(spec, text).data, spec=spec, entries=[])
    form.is_valid()
    return form


@pytest.mark.parametrize(
    "text",
    [
        "Título\tEtapa\tFecha\tMisión\tMujeres\tProgramado\nTaller\tREALIZADO\t02/03/2026\tminusca, UNMISS\t12\t01/02/2026",
        "Title;Stage;Date;Mission;Women;Planned\nTaller;held;2026-03-02;MINUSCA / unmiss;12;1-2-2026",
        "programado\twomen\tmission\tDATE\tetapa\tNombre\n46054\t12\tunmiss|minusca\t46083.0\tHeld\tTaller",
        "Taller\trealizado\t2026-03-02 00:00:00\t\t\t\t12\t\tMINUSCA+UNMISS\t01.02.2026",
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_list_is_read_by_its_headings_in_both_languages_or_by_the_order_shown(
    spec: ListSpec, text: str, language: str
) -> None:
    with translation.override(language):
        form = rows(spec, text)
    assert form.is_valid(), [row.errors for row in form.rows]
    (item,) = form.contents()
    assert (item.title, item.stage.code, item.dated_on, item.women, item.quantity) == (
        "Taller", "held", dt.date(2026, 3, 2), 12, 1,
    )  # fmt: skip
    assert {tag.code for tag in item.tags} == {"minusca", "unmiss"}
    assert {s.code: day for s, day in item.stages.items()}["planned"] == dt.date(2026, 2, 1)


def test_what_cannot_be_read_stays_as_typed_with_its_error_in_words(spec: ListSpec) -> None:
    form = rows(spec, "Malo\tterminado\t31/02/2026\t\t\tdos\tdoce")
    (row,) = form.rows
    assert set(row.errors) == {"stage", "dated_on", "quantity", "women"}
    assert "«31/02/2026» no es una fecha" in row.errors["dated_on"][0]
    assert "terminado" in row.errors["stage"][0]
    assert row["women"].value() == "doce"


def test_pasted_rows_stand_below_those_that_are_there(spec: ListSpec) -> None:
    typed = {"event-rows": "1", "event-0-title": "Escrito", "event-0-stage": "held", "event-0-dated_on": "2026-03-02"}
    result = read(spec, "Pegado\theld\t2026-03-03", **typed, **{"event-0-quantity": "1"})
    form = ListForm(result.data, spec=spec, entries=[])
    assert form.is_valid()
    assert [item.title for item in form.contents()] == ["Escrito", "Pegado"]
    assert result.data["event-paste"] == ""
    assert (result.count, result.error) == (1, "")


def test_columns_that_nobody_knows_are_named(spec: ListSpec) -> None:
    result = read(spec, "Título\tEtapa\tColor\nTaller\theld\trojo")
    assert result.unknown == ("Color",)
    assert "Color" in result.words


@pytest.mark.parametrize("text", ["", "  \n\t\n", "x\ty\n" * (MOST_ROWS + 1), "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused_aloud_and_the_text_stays(spec: ListSpec, text: str) -> None:
    result = read(spec, text)
    assert result.error
    assert result.data["event-paste"] == text
    assert result.data["event-rows"] == "0"


def test_a_pasted_text_that_was_not_read_is_not_lost_in_silence(spec: ListSpec) -> None:
    data = QueryDict(mutable=True)
    data.update({"event-rows": "0", "event-paste": "Taller\theld\t2026-03-02"})
    form = ListForm(data, spec=spec, entries=[])
    assert not form.is_valid()
    assert "Leer la lista" in form.error


@pytest.mark.parametrize("cell", ["3 de mayo de 2026", "3 de Mayo del 2026", "3 may 2026", "03 May 2026", "03.05.2026"])
def test_a_day_may_be_written_in_words(spec: ListSpec, cell: str) -> None:
    (row,) = rows(spec, f"Taller\tRealizado\t{cell}").rows
    assert row.cleaned_data["dated_on"] == dt.date(2026, 5, 3)


@pytest.mark.parametrize("cell", ["02/03/26", "2-3-26"])
def test_a_year_of_two_digits_is_refused_and_says_how_to_write_it(spec: ListSpec, cell: str) -> None:
    (row,) = rows(spec, f"Taller\tRealizado\t{cell}").rows
    assert f"«{cell}»: escriba el año con cuatro dígitos" in str(row.errors["dated_on"])


@pytest.mark.parametrize("cell", ["Realizada", "REALIZADO", "programada"])
def test_a_stage_is_known_in_either_gender(spec: ListSpec, cell: str) -> None:
    (row,) = rows(spec, f"Charla\t{cell}\t02/03/2026").rows
    assert row.cleaned_data["stage"] == ("planned" if "pro" in cell else "held")


def test_a_name_that_would_mean_two_things_without_its_gender_is_taken_only_as_it_is(spec: ListSpec) -> None:
    Stage.objects.filter(code="planned").update(name_es="Realizada")
    spec = lists_of(IndicatorRevision.objects.with_definition().get())[0]
    first, second, third = rows(
        spec, "A\tRealizada\t02/03/2026\nB\tRealizado\t02/03/2026\nC\tRealizadas\t1/3/2026"
    ).rows
    assert (first.cleaned_data["stage"], second.cleaned_data["stage"]) == ("planned", "held")
    assert "stage" in third.errors


def test_the_only_stage_and_the_only_choice_of_a_tag_fill_themselves(db: None) -> None:
    register = make_register_list("report", "sent")
    kinds = make_dimension("kind", "plan")
    register.tags.add(kinds)
    revision = make_register(make_plan(), "PREV-2.3.1", register=register, tags=[kinds])
    only = lists_of(IndicatorRevision.objects.with_definition().get(pk=revision.pk))[0]
    data = QueryDict(mutable=True)
    data.update({"report-rows": "0", "report-paste": "Título\tFecha\nInforme\t02/03/2026"})
    form = ListForm(pasted(data, only).data, spec=only, entries=[])
    assert form.is_valid()
    assert (form.rows[0].cleaned_data["stage"], form.rows[0].cleaned_data["tag_kind"]) == ("sent", ["plan"])


def test_the_date_of_a_stage_that_is_a_plan_says_what_it_asks(spec: ListSpec) -> None:
    CountingRule.objects.get().stages.set(Stage.objects.filter(code="held"))
    spec = lists_of(IndicatorRevision.objects.with_definition().get())[0]
    assert [stage.code for stage in spec.ahead] == ["planned"]
    (row,) = rows(spec, "Taller\tRealizado\t02/03/2026").rows
    assert (
        row["dated_on"].help_text == "Para «Programado»: el día en que se decidió, no el día para el que está previsto."
    )
