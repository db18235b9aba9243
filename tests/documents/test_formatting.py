"""Numbers and dates in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import formatting, speaking
from documents.spoken import plain
from documents.templatetags.formatting import unbroken

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "spanish", "english"),
    [
        (0, "0", "0"),
        (1200, f"1{NB}200", "1,200"),
        (Decimal("13.10"), "13,1", "13.1"),
        (Decimal("1234567.5"), f"1{NB}234{NB}567,5", "1,234,567.5"),
        (Decimal("1E+3"), f"1{NB}000", "1,000"),
        (Decimal("100"), "100", "100"),
        (Decimal("0.00"), "0", "0"),
        (-3, "\u22123", "\u22123"),
        (Decimal("123456789012345678901234567890.5"), None, "123,456,789,012,345,678,901,234,567,890.5"),
        (None, "", ""),
    ],
)
def test_number_is_printed_in_each_language(value: Decimal | int | None, spanish: str | None, english: str) -> None:
    assert formatting.number(value, "en") == english
    if spanish is not None:
        assert formatting.number(value, "es") == spanish


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Mujeres", "mujeres"),
        ("Estado Mayor", "estado Mayor"),
        ("MINUSCA", "MINUSCA"),
        ("ONU y otros", "ONU y otros"),
        ("", ""),
    ],
)
def test_the_first_letter_is_small_within_a_sentence_but_that_of_an_acronym(text: str, within: str) -> None:
    assert formatting.lower_first(text) == within


def test_decimals_given_are_kept_and_rounded_half_up() -> None:
    assert formatting.number(Decimal("2"), "es", decimals=1) == "2,0"
    assert formatting.number(Decimal("0.25"), "es", decimals=1) == "0,3"
    assert formatting.number(Decimal("-0.25"), "es", decimals=1) == "\u22120,3"


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert formatting.number(Decimal("-0.04"), "es", decimals=1, signed=True) == "0,0"


def test_signed_number_shows_a_rise_and_no_change_without_sign() -> None:
    assert formatting.number(6, "es", signed=True) == "+6"
    assert formatting.number(0, "es", signed=True) == "0"


def test_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        formatting.number(Decimal("NaN"), "es")


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_printed_number_reads_back_as_the_same_number(value: Decimal) -> None:
    printed = formatting.number(value, "es")
    assert Decimal(printed.replace(NB, "").replace(",", ".").replace("\u2212", "-")) == value


def test_percent_and_points_follow_the_language() -> None:
    assert formatting.percent(Decimal("13.12"), "es") == f"13,1{NB}%"
    assert formatting.percent(Decimal("13.12"), "en") == "13.1%"
    assert formatting.percent(Decimal(15), "es", None) == f"15{NB}%"
    assert formatting.percent(Decimal(-37), "es", 0, signed=True) == f"\u221237{NB}%"
    assert formatting.points(Decimal("0.9"), "es") == f"+0,9{NB}p.{NB}p."
    assert formatting.points(Decimal("0.9"), "en") == f"+0.9{NB}pp"
    assert formatting.percent(None, "es") == formatting.points(None, "en") == ""


@pytest.mark.parametrize(
    ("code", "english"),
    [("2026-I", f"2026{NB}H1"), ("2026-II", f"2026{NB}H2"), ("2026", "2026"), ("2026-III", "2026-III")],
)
def test_period_is_named_as_each_language_does(code: str, english: str) -> None:
    assert formatting.period_label(code, "es") == code
    assert formatting.period_label(code, "en") == english


def test_dates_are_written_out() -> None:
    day = date(2026, 7, 17)
    assert formatting.long_date(day, "es") == "viernes 17 de julio de 2026"
    assert formatting.long_date(day, "en") == "Friday 17 July 2026"
    assert formatting.plain_date(day, "es") == "17 de julio de 2026"
    assert formatting.short_date(day, "es") == "17/07/2026"
    assert formatting.short_date(day, "en") == f"17{NB}Jul{NB}2026"
    assert formatting.long_date(None, "es") == formatting.short_date(None, "es") == formatting.instant(None, "es") == ""


def test_moment_is_printed_as_the_clock_in_lima_shows_it() -> None:
    last_second = datetime(2026, 7, 18, 4, 59, 59, tzinfo=UTC)
    assert formatting.instant(last_second, "es") == "17 de julio de 2026, 23:59"
    assert formatting.instant(last_second, "en") == "17 July 2026, 23:59"
    assert formatting.long_date(last_second, "es") == "viernes 17 de julio de 2026"


@pytest.mark.parametrize(
    ("parts", "spanish"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a y b"),
        (["a", "b", "c"], "a, b y c"),
        (["a", "", "c"], "a y c"),
        (["padres", "hijos"], "padres e hijos"),
        (["Lima", "Ica"], "Lima e Ica"),
        (["Lima", "íconos"], "Lima e íconos"),
        (["agua", "hielo"], "agua y hielo"),
        (["cal", "yeso"], "cal y yeso"),
        (["Ejército", "«Inclusión»"], "Ejército e «Inclusión»"),
    ],
)
def test_list_is_joined_as_a_sentence(parts: list[str], spanish: str) -> None:
    assert formatting.joined(parts, "es") == spanish


def test_list_is_joined_in_english() -> None:
    assert formatting.joined(["a", "b", "Ica"], "en") == "a, b and Ica"


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_filters_print_in_the_language_of_the_page() -> None:
    source = "{{ v|number }} {{ v|number:1 }} {{ v|percent }} {{ v|percent:None }} {{ v|signed }} {{ v|points }}"
    with translation.override("en"):
        assert rendered(source, v=Decimal(1200)) == f"1,200 1,200.0 1,200.0% 1,200% +1,200 +1,200.0{NB}pp"
    with translation.override("es"):
        assert rendered("{{ v|number:1 }}|{{ n|number }}", v=Decimal(2), n=None) == "2,0|"


def test_filters_print_dates_periods_and_lists() -> None:
    source = "{{ d|long_date }} · {{ d|short_date }} · {{ d|plain_date }} · {{ m|instant }} · {{ p|period_label }} · {{ l|joined }}"
    moment = datetime(2026, 7, 8, 13, 0, tzinfo=UTC)
    with translation.override("en"):
        printed = rendered(source, d=date(2026, 7, 17), m=moment, p="2026-I", l=["a", "b"])
    assert printed == (
        f"Friday 17 July 2026 · 17{NB}Jul{NB}2026 · 17 July 2026 · 8 July 2026, 08:00 · 2026{NB}H1 · a and b"
    )


@pytest.mark.parametrize(
    ("size", "spanish", "english"),
    [
        (1, "menos de 1 kB", "less than 1 kB"),
        (999, "menos de 1 kB", "less than 1 kB"),
        (1500, "2 kB", "2 kB"),
        (999_499, "999 kB", "999 kB"),
        (2_440_000, "2,4 MB", "2.4 MB"),
        (10_000_000, "10 MB", "10 MB"),
    ],
)
def test_sizes_are_said_as_the_limits_are_set(size: int, spanish: str, english: str) -> None:
    said = [formatting.file_size(size, language).replace("\u00a0", " ") for language in ("es", "en")]
    assert said == [spanish, english]


@pytest.mark.parametrize(
    ("lang", "printed"), [("es", "«Falta el oficio»"), ("en", "“Falta el oficio”"), ("en-gb", "“Falta el oficio”")]
)
def test_words_of_somebody_are_quoted_as_the_language_does(lang: str, printed: str) -> None:
    assert formatting.quoted("Falta el oficio", lang) == printed


def test_nothing_is_not_quoted() -> None:
    assert formatting.quoted("", "es") == ""


def test_a_page_quotes_in_its_language_and_escapes_what_it_quotes() -> None:
    template = Template("{{ words|quoted }}")
    with translation.override("en"):
        assert template.render(Context({"words": "<b>"})) == "“&lt;b&gt;”"
    with translation.override("es"):
        assert template.render(Context({"words": "<b>"})) == "«&lt;b&gt;»"


@pytest.mark.parametrize("code", ["IC-2026-0003", "RI-2026-0007", "PREV-1.1.1", "REC-2.2.1", "2026-II"])
def test_no_code_that_a_text_cites_ends_a_line_at_its_hyphen(code: str) -> None:
    assert unbroken(f"Falta {code} & más.") == f'Falta <span class="unbroken">{code}</span> &amp; más.'


@pytest.mark.parametrize("word", ["2018-2028", "MINDEF-1325", "SHA-256", "S-2026"])
def test_what_is_no_code_is_left_to_the_line(word: str) -> None:
    assert unbroken(word) == word


@pytest.mark.parametrize(
    ("written", "page", "shown"),
    [
        ("{{ text|written }}", "es", "Falta &lt;uno&gt;"),
        ("{{ text|written }}", "en", '<span lang="es">Falta &lt;uno&gt;</span>'),
        ('{{ text|written:"en" }}', "en", "Falta &lt;uno&gt;"),
        ('{{ text|written:"en" }}', "es", '<span lang="en">Falta &lt;uno&gt;</span>'),
        ("{{ text|linebreaksbr|written }}", "en", '<span lang="es">Falta &lt;uno&gt;</span>'),
        ("{{ nothing|written }}", "en", ""),
    ],
)
def test_what_somebody_wrote_says_its_language_on_a_page_of_another(written: str, page: str, shown: str) -> None:
    with translation.override(page):
        assert Template(written).render(Context({"text": "Falta <uno>", "nothing": ""})) == shown


def test_words_inside_a_sentence_of_a_page_say_their_language_where_it_is_shown() -> None:
    with translation.override("en"):
        sentence = f"Cancelled: {speaking.written('Se pospuso.')}"
        shown = Template("{{ sentence|spoken }}").render(Context({"sentence": sentence}))
    assert (shown, plain(sentence)) == ('Cancelled: <span lang="es">Se pospuso.</span>', "Cancelled: Se pospuso.")
