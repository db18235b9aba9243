"""A stacked bar says its counts once, and never says of a bar that holds something that there is nothing."""

import pytest
from django.utils import translation

from documents.charts import Look, Tone, stacked


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([stacked.Count(2, Tone.GOOD, "validated"), stacked.Count(1, Tone.NEUTRAL, "sent")], "validated 2 and sent 1."),
        ([stacked.Count(2, Tone.GOOD), stacked.Count(1, Tone.NEUTRAL)], None),
        ([stacked.Count(0, Tone.GOOD, "validated")], "Nothing to count."),
        ([stacked.Count(0, Tone.GOOD)], "Nothing to count."),
    ],
)
def test_a_bar_describes_what_its_title_does_not_say(counts: list[stacked.Count], said: str | None) -> None:
    with translation.override("en"):
        svg = stacked.draw(stacked.StackedBar("2 of 3", counts), Look.PAGE, "x")
    assert ("<desc" in svg) == (said is not None)
    assert said is None or f">{said}</desc>" in svg


def test_counts_whose_title_says_them_keep_their_words_for_who_opens_the_numbers() -> None:
    counts = [stacked.Count(2, Tone.GOOD, "validated"), stacked.Count(1, Tone.NEUTRAL, "sent")]
    assert "<desc" not in stacked.draw(stacked.StackedBar("2 validated, 1 sent", counts, is_told=True), Look.PAGE, "x")
