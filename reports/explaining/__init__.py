"""How one figure was made: the count with its numbers, what was left out and why, the definition, the judgement, the leaves.

`explain` works on a `Reading` and asks the database nothing; `read_backing` brings, in three queries, what the reading has not:
reasons, posts and thresholds. `sentences_of` says it in the active language: the page and the report's annex print the same.
"""

from reports.explaining.asking import Asked, NothingSuchError, Over
from reports.explaining.backing import Backing, read_backing
from reports.explaining.building import Explanation, explain
from reports.explaining.sentences import TITLES, Sentence, heading_of, sentences_of

__all__ = [
    "TITLES",
    "Asked",
    "Backing",
    "Explanation",
    "NothingSuchError",
    "Over",
    "Sentence",
    "explain",
    "heading_of",
    "read_backing",
    "sentences_of",
]
