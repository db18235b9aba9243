"""Send a stored file to somebody who may read it. The view decides who; this module makes sure it does no harm."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from documents.models import StoredFile
from documents.storing import open_verified, safe_name

# What a browser may show in its own window. Everything else is saved, whatever was asked.
SHOWN_IN_BROWSER = frozenset({"application/pdf", "image/jpeg", "image/png"})


def download(stored: StoredFile, *, inline: bool = False) -> HttpResponse:
    """Answer with the verified content, as a file to save; `inline` lets the browser show a PDF or a picture."""
    shown = inline and stored.media_type in SHOWN_IN_BROWSER
    return attachment(open_verified(stored), name=stored.name, media_type=stored.media_type, inline=shown)


def attachment(content: bytes, *, name: str, media_type: str, inline: bool = False) -> HttpResponse:
    """Answer with a file made on the spot or stored: never guessed at, never run in our origin, never kept in caches.

    The policy set here stands: the site's own is written only where a response has none.
    """
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, safe_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
