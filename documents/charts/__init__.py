"""Charts drawn on the server as SVG: the same drawing for the page, the PDF and files. A DOCX has native ones (documents/word_charts).

Each module has one frozen dataclass that says what to draw and a `draw` function that returns SVG text. The dataclass
carries the finding in words: it is the accessible name, and the table with the same figures always stands beside.
"""

from documents.charts.look import Gap, Look, Tone, Value

__all__ = ["Gap", "Look", "Tone", "Value"]
