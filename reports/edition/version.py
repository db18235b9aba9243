"""What turns a snapshot into a document. Kept with each edition: another version may print the same snapshot otherwise."""

from importlib.metadata import version

RENDERER = f"compliance 12, typst {version('typst')}, docx {version('python-docx')}"
