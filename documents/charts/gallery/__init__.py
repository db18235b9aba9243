"""Every chart with its edge cases, for developers: what to expect of each, and the code that drew it.

An example is a function without parameters that returns a chart; the page shows its source. All figures are invented.
"""

from documents.charts.gallery import counted, over_months, over_time, placed  # noqa: F401  (they fill the list)
from documents.charts.gallery.examples import EXAMPLES, Example

__all__ = ["EXAMPLES", "Example"]
