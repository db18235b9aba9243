"""The receipt as an accessible PDF: the same receipt gives the same bytes, today and in ten years."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import instant, period_label, quoted
from documents.pdf import render_pdf
from documents.speaking import language
from measurements.receipts.receipts import Line, Printed

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "receipt.typ"
MEDIA_TYPE = "application/pdf"
LOCKUP = ("PERÚ", "Ministerio de Defensa", "Comité para la Igualdad de Género")


def receipt_pdf(receipt: Printed) -> bytes:
    """Typeset a receipt in its language."""
    with translation.override(receipt.language):
        return render_pdf(TEMPLATE, _as_data(receipt))


def file_name(receipt: Printed) -> str:
    word = "receipt" if receipt.language == "en" else "constancia"
    return f"{word}-{receipt.number}.pdf"


def _as_data(receipt: Printed) -> dict[str, Any]:
    count = len(receipt.lines)
    received = ngettext(
        "The Technical Secretary received %(n)d indicator.", "The Technical Secretary received %(n)d indicators.", count
    )
    return {
        "lang": receipt.language,
        "title": _("Receipt %(number)s") % {"number": receipt.number},
        "names": list(LOCKUP),
        "plan": receipt.plan,
        "lead": received % {"n": count},
        "late": _("Late") if receipt.is_late else None,
        "demo": _("DEMONSTRATION") if receipt.is_demonstration else None,
        "demo_note": _("People, documents and figures are invented."),
        "facts": _facts(receipt),
        "declaration_title": _("Declaration"),
        "declaration": receipt.declaration or None,
        "list_title": _("What was sent"),
        "list_note": _("The names and figures as they were at that moment."),
        "lines": [_line(line) for line in receipt.lines],
        "closing": _(
            "Each answer and the whole list are sealed with a digest (SHA-256): whoever changes a figure changes it."
        ),
    }


def _facts(receipt: Printed) -> list[list[str]]:
    moment = f"{instant(receipt.sent_at, receipt.language)} {_('(Lima time)')}"
    return [
        [_("Received"), moment],
        [_("Institution"), receipt.institution],
        [_("Semester"), period_label(receipt.period, receipt.language)],
        [_("Sent by"), f"{receipt.sender}, {receipt.post}"],
        [_("SHA-256 of this receipt"), receipt.digest],
    ]


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "figure": line.figure,
        "reason": quoted(line.reason, language()) or None,
        "explanations": [f"{_('Explanation:')} {text}" for text in line.explanations],
        "narrative": line.narrative or None,
        "narrative_lang": line.narrative_language,
        "late": _("Late") if line.is_late else None,
        "digest": line.digest,
    }
