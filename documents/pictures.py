"""Pictures as they are kept: written anew from their points, without place, camera, author or anything hidden behind them."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from documents.refusing import refuse

MOST_POINTS = 25_000_000
"""A scanned A4 sheet at 500 points an inch has 24 million. Each takes four bytes while the picture is written anew."""
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError)
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1")}


def rewritten(name: str, content: bytes, form: str) -> bytes:
    """The picture written anew as JPEG or PNG, turned as it was meant to be seen; its first frame where it has several."""
    try:
        with Image.open(BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise Image.DecompressionBombError
            ImageOps.exif_transpose(picture, in_place=True)
            return _written(picture, form)
    except TOO_LARGE:
        refuse(_("The picture “%(name)s” has more than 25 million points. Make it smaller."), name)
    except UNREADABLE:
        refuse(_("The picture “%(name)s” is damaged. Open it, save it again and choose it anew."), name)


def _written(picture: Image.Image, form: str) -> bytes:
    plain = picture if picture.mode in MODES[form] else picture.convert("RGBA" if form == "PNG" else "RGB")
    plain.info = {}
    out = BytesIO()
    plain.save(out, form, **({"quality": 92} if form == "JPEG" else {}))
    return out.getvalue()
