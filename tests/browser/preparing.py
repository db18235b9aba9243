"""Preparing a report as its people do it: opening it, arranging its sections, writing a text in both languages, reading the preview."""

from __future__ import annotations

import re

from tests.browser.walking import Walk

IN_SPANISH = "El Comité concluye que falta más de la mitad de los reportes.\n\n- Se reitera el requerimiento."
IN_ENGLISH = "The Committee concludes that more than half of the reports are missing.\n\n- The request is repeated."


def open_the_report(walk: Walk, period: str) -> str:
    """The address of the draft that the secretary opens."""
    walk.follow_menu("Informes")
    walk.look("reports")
    walk.follow("Preparar un informe")
    walk.look("report-new")
    walk.page.get_by_label("Informe", exact=True).select_option(label=f"Informe de cumplimiento {period}")
    walk.press("Abrir el informe")
    found = re.search(r"/informes/borradores/\d+/$", walk.page.url)
    assert found, walk.page.url
    walk.look("report-steps")
    return found[0]


def arrange_its_sections(walk: Walk, draft: str) -> None:
    """The conclusions right after the summary, and no glossary."""
    walk.go(draft)
    walk.follow("Secciones")
    walk.look("report-sections")
    conclusions = walk.page.get_by_label("Orden de «Conclusiones, recomendaciones y matriz de compromisos»")
    conclusions.fill("1000")
    walk.press("Guardar el orden")
    assert walk.page.title().startswith("Error:")
    walk.look("report-sections-problem")
    conclusions.fill("2")
    walk.page.get_by_label("Imprimir «Glosario»").uncheck()
    walk.press("Guardar el orden")
    assert "Las secciones quedaron guardadas en este orden." in walk.text
    assert "13 secciones y 7 anexos" in walk.text  # of corrections there is none to list


def write_a_text(walk: Walk, draft: str) -> None:
    walk.go(f"{draft}textos/")
    walk.look("report-texts")
    walk.follow(re.compile("Conclusiones, recomendaciones"))
    walk.look("report-text")
    walk.page.get_by_label("Texto en español").fill(IN_SPANISH)
    walk.press("Guardar")
    assert "Sin traducir" in walk.text
    walk.page.get_by_label("Texto en inglés").fill(IN_ENGLISH)
    walk.press("Guardar")
    assert "Sin traducir" not in walk.text
    assert walk.page.get_by_label("Texto en español").input_value() == IN_SPANISH
    walk.press("Usar estas oraciones en inglés")
    assert "contiene de nuevo las oraciones de los datos" in walk.text
    walk.follow("Salir sin guardar")


def read_the_preview(walk: Walk, draft: str) -> None:
    walk.go(f"{draft}vista-previa/")
    walk.look("report-preview")
    assert "BORRADOR" in walk.text
    assert "El Comité concluye que falta más de la mitad" in walk.text
    assert walk.text.index("1. Resumen ejecutivo") < walk.text.index("2. Conclusiones, recomendaciones")
    files = walk.page.get_by_role("complementary").get_by_role("link", name=re.compile("^Informe, PDF"))
    for address in [each.get_attribute("href") for each in files.all()]:
        response = walk.context.request.get(f"{walk.address}{address}")
        assert response.status == 200, address
        assert "borrador-" in response.headers["content-disposition"]
        assert response.body().startswith(b"%PDF-")
    walk.go(f"/en{draft}vista-previa/")
    walk.look("report-preview-en")
    assert "The Committee concludes that more than half" in walk.text
