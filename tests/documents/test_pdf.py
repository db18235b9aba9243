"""The PDF is accessible, the same each time, and what people wrote is never more than text."""

import re
import zlib
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from pikepdf import Pdf

from documents.charts import Look, Tone, gap
from documents.pdf import FONTS, render_pdf, render_png
from documents.printable import PRINTABLE, clean_text

SAMPLE = Path(__file__).parent / "typst" / "sample.typ"
CHART = gap.draw(gap.GapChart("410 de 900", Decimal(410), Decimal(900), None, Tone.OFF), Look.PRINT, "g")
READ = '#read("/etc/passwd")'


def section(text: str) -> dict[str, Any]:
    return {
        "title": "Participación",
        "lead": "El valor sube.",
        "figures": [["Valor 2026-I", "13,1 %", "28 de 214"], ["Meta", "15 %", None]],
        "heading": "Evolución",
        "text": text,
        "finding": "Sube de 6,2 % a 13,1 %",
        "unit": "Porcentaje",
        "source": "Registro 2026-I",
        "caption": "Por institución",
        "head": ["Institución", "Valor", "Meta", "Avance"],
        "rows": [["Ejército", "10,9 %", "15 %", "risk", "En riesgo"], ["Total", "1", "2", "neutral", "Sin meta"]],
        "remark": "Advertencia",
        "terms": [["Qué mide", "Mujeres ÷ total × 100"]],
    }


def data(text: str = "Un párrafo.\nOtra línea.\n\nOtro párrafo.", **more: Any) -> dict[str, Any]:
    return {
        "lang": "es",
        "title": "Informe de cumplimiento",
        "header": "Informe",
        "classification": "Uso interno",
        "demo": None,
        "names": ["PERÚ", "Ministerio de Defensa"],
        "over": "Plan de Acción",
        "subtitle": None,
        "facts": [["Edición", "2026-I-01"]],
        "digest": "SHA-256",
        "sections": [section(text)],
        **more,
    }


def template(folder: Path, source: str) -> Path:
    path = folder / "main.typ"
    path.write_text(
        f'#set document(title: "t")\n#set text(font: "Public Sans", lang: "es")\n{source}', encoding="utf-8"
    )
    return path


def unpacked(pdf: bytes) -> bytes:
    """The bytes of a PDF with its compressed streams opened."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return pdf + b"\n".join(opened)


def test_document_is_tagged_titled_and_says_its_language() -> None:
    pdf = unpacked(render_pdf(SAMPLE, data(), images={"trend": CHART}))
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    assert b"/Lang (es-PE)" in pdf or b"/Lang(es-PE)" in pdf
    assert re.search(rb"pdfuaid:part(>|=\")1", pdf)
    assert b"/DisplayDocTitle true" in pdf
    assert b"Informe de cumplimiento" in pdf


def test_chart_keeps_its_finding_for_who_cannot_see_it() -> None:
    pdf = unpacked(render_pdf(SAMPLE, data(), images={"trend": CHART}))
    finding = "Sube de 6,2 % a 13,1 %"
    written = {finding.encode("utf-16-be"), finding.encode("latin-1"), finding.encode("utf-8")}
    assert b"/Alt" in pdf
    assert any(form in pdf for form in written)


def test_chart_without_words_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path, '#image("images/trend.svg")')
    with pytest.raises(typst.TypstError, match="alt"):
        render_pdf(path, {}, images={"trend": CHART})


def test_document_without_title_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "main.typ"
    path.write_text("Texto")
    with pytest.raises(typst.TypstError, match="title"):
        render_pdf(path, {})


def test_same_input_gives_the_same_bytes() -> None:
    first = render_pdf(SAMPLE, data(), images={"trend": CHART})
    assert first == render_pdf(SAMPLE, data(), images={"trend": CHART})
    assert first != render_pdf(SAMPLE, data("Otro texto"), images={"trend": CHART})


@pytest.mark.parametrize(
    "hostile", [READ, "#panic()", "$x^2", "*a* _b_ @c <d> `e`", "\\u{41} // = [", "{{7*7}} {% debug %}"]
)
def test_what_a_person_wrote_stands_as_it_was_typed(tmp_path: Path, hostile: str) -> None:
    """Renders are reproducible, so equal bytes mean the same text in the same place."""
    as_data = render_pdf(template(tmp_path, '#json("data.json").text'), {"text": hostile})
    folder = tmp_path / "literal"
    folder.mkdir()
    escaped = hostile.replace("\\", "\\\\").replace('"', '\\"')
    assert as_data == render_pdf(template(folder, f'#"{escaped}"'), {})
    assert as_data != render_pdf(template(folder, f'#"{escaped}."'), {})


def test_template_cannot_leave_its_folder(tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("secreto")
    for address in ("../secret.txt", "/../secret.txt", "/etc/passwd", str(secret)):
        with pytest.raises(typst.TypstError):
            render_pdf(template(tmp_path, f'#read("{address}")'), {})


def test_link_in_the_template_folder_is_not_followed_at_render(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    with pytest.raises(typst.TypstError, match="not found"):
        render_pdf(template(tmp_path, '#read("link.txt")'), {})


def test_chart_name_cannot_lead_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="name"):
        render_pdf(template(tmp_path, "x"), {}, images={"../x": CHART})


@pytest.mark.parametrize("value", [Decimal("1.5"), date(2026, 7, 17), 1.5, b"x", object()])
def test_figure_or_date_that_was_not_printed_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(TypeError, match="print it first"):
        render_pdf(template(tmp_path, "x"), {"rows": [{"value": value}]})


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Año «2026» — 13,1\u00a0%", "Año «2026» — 13,1\u00a0%"),
        ("≥ Σ → ✓ −", "≥ Σ → ✓ −"),
        ("bien 😀👍🏽 fin", "bien □ fin"),
        ("日本語", "□"),
        ("a\x00b\x07c\u202ed\u200be", "abcde"),
        ("uno\ttres\r\ncuatro", "uno tres\ncuatro"),
        ("ﬁn ＡＢＣ", "fin ABC"),
        ("n\u0303", "ñ"),
        ("✅ listo", "✓ listo"),
    ],
)
def test_text_is_made_printable(typed: str, printed: str) -> None:
    assert clean_text(typed) == printed


def test_everything_called_printable_can_be_typeset(tmp_path: Path) -> None:
    path = template(tmp_path, '#for line in json("data.json").lines [#line \\ ]')
    lines = ["".join(chr(code) for code in range(first, last + 1)) for first, last in PRINTABLE]
    assert render_pdf(path, {"lines": lines}).startswith(b"%PDF-")


def test_unprintable_text_would_stop_the_report(tmp_path: Path) -> None:
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        render_pdf(template(tmp_path, "日本"), {})


def test_user_text_of_any_script_never_stops_the_report() -> None:
    wild = "😀 日本 \x07 שלום مرحبا ไทย \u202e <>&# \ud7ff \U0010ffff \ue000"
    assert render_pdf(SAMPLE, data(wild, title=f"Título {wild}"), images={"trend": CHART.replace("410", wild[:3])})


def test_classification_and_notice_of_invented_figures_are_printed() -> None:
    documents = [
        render_pdf(SAMPLE, data(classification=classification, demo=demo), images={"trend": CHART})
        for classification in (None, "Uso interno")
        for demo in (None, "Cifras de demostración")
    ]
    assert len(set(documents)) == 4


def test_chart_becomes_a_picture_for_the_word_processor() -> None:
    assert render_png(CHART).startswith(b"\x89PNG")


def test_fonts_are_vendored_with_their_licence_and_light() -> None:
    assert (FONTS / "OFL.txt").exists()
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 1_000_000


@pytest.mark.parametrize("letters", [26, 400])
def test_word_without_spaces_is_broken_where_the_line_ends(tmp_path: Path, letters: int) -> None:
    """In a page as wide as ten letters it takes as many lines as it needs, and its pages tell how many."""
    path = tmp_path / "main.typ"
    path.write_text(
        '#import "base.typ": *\n#let data = json("data.json")\n#show: gazette.with(title: "t", lang: "es")\n'
        "#set page(width: 4cm, height: 2cm, margin: 0.5cm, header: none, footer: none)\n#data.text",
        encoding="utf-8",
    )
    pages = len(Pdf.open(BytesIO(render_pdf(path, {"text": "m" * letters}))).pages)
    assert pages >= letters // 25
