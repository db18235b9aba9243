"""A PDF of a few lines, made of nothing but text: for demonstrations, where a typesetter would be too much."""

from __future__ import annotations

from collections.abc import Sequence

HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def plain_pdf(lines: Sequence[str]) -> bytes:
    """One page with these lines one below the other; the same lines give the same bytes."""
    stream = b"BT /F1 12 Tf 18 TL 60 780 Td\n" + b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines) + b"ET"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        FONT,
    ]
    whole, places = HEAD, []
    for number, body in enumerate(bodies, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(whole))
    return whole + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def _escaped(line: str) -> bytes:
    return line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
