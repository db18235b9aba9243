"""One institution beside itself: what it committed to, what it delivered, and how that compares with its own past.

Never a ranking, never another institution beside it. Every number says of how many it is made.
"""

from reports.scorecard.card import Promise, Scorecard, scorecard
from reports.scorecard.comparing import OwnPast
from reports.scorecard.contributing import Contribution
from reports.scorecard.counts import Ratio
from reports.scorecard.requests import Requests
from reports.scorecard.semesters import Observed, Semester

__all__ = [
    "Contribution",
    "Observed",
    "OwnPast",
    "Promise",
    "Ratio",
    "Requests",
    "Scorecard",
    "Semester",
    "scorecard",
]
