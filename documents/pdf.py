"""Typeset a document as accessible PDF (PDF/UA-1) with typst: the same input gives the same bytes.

What people wrote reaches the template only as data, in a JSON file, never as source. Typst sees one throw-away folder
with the template, the data and the charts; nothing else of the disk, no network, no fonts but ours.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from documents.printable import clean_text

HERE = Path(__file__).resolve().parent
LIBRARY = HERE / "typst"
FONTS = HERE / "fonts"
IMAGE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")

ONE_IMAGE = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("chart.svg")\n'


def render_pdf(template: Path | str, data: Mapping[str, Any], *, images: Mapping[str, str] | None = None) -> bytes:
    """Typeset a template with its data; the other .typ files of its folder may be imported, and "base.typ".

    `data` holds texts, whole numbers, truth values, None, and lists and mappings of them; figures and dates come
    already printed (documents.formatting). `images` are SVG charts by name. Typst's own error is raised for a template
    that is wrong or not accessible, such as a chart without alternative text.
    """
    template = Path(template)
    with TemporaryDirectory(prefix="typst-") as folder:
        root = Path(folder)
        for source in [*LIBRARY.glob("*.typ"), *template.parent.glob("*.typ")]:
            (root / source.name).write_bytes(source.read_bytes())
        (root / "data.json").write_text(json.dumps(printable(data), ensure_ascii=False), encoding="utf-8")
        write_images(root / "images", images or {})
        return compiled(root, root / template.name, format="pdf", pdf_standards=["ua-1"])


def render_png(svg: str, *, pixels_per_inch: float = 200) -> bytes:
    """A chart drawn with Look.PRINT as PNG, to be taken away."""
    with TemporaryDirectory(prefix="typst-") as folder:
        root = Path(folder)
        (root / "chart.svg").write_text(clean_text(svg), encoding="utf-8")
        (root / "one_image.typ").write_text(ONE_IMAGE, encoding="utf-8")
        return compiled(root, root / "one_image.typ", format="png", ppi=pixels_per_inch)


def compiled(root: Path, source: Path, **options: Any) -> bytes:
    """Run typst shut in `root`, at a fixed time, without the fonts and packages of this machine."""
    nowhere = str(root / "packages")
    result: bytes = typst.compile(
        str(source),
        root=str(root),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
        timestamp=0,
        **options,
    )
    return result


def write_images(folder: Path, images: Mapping[str, str]) -> None:
    """Put the charts where the template finds them. Their names are ours and cannot lead elsewhere."""
    folder.mkdir()
    for name, svg in images.items():
        if not IMAGE_NAME.fullmatch(name):
            raise ValueError(f"not a name for a chart: {name!r}")
        (folder / f"{name}.svg").write_text(clean_text(svg), encoding="utf-8")


def printable(value: Any) -> Any:
    """The data with every text made printable. A figure or date that was not printed before is a mistake."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): printable(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [printable(item) for item in value]
    raise TypeError(f"print it first with documents.formatting: {value!r}")
