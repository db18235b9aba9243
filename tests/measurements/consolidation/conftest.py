"""An Army with units that give their parts."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.measurements.worlds.consolidating import Army


@pytest.fixture
def army(cast: Cast) -> Army:
    return Army(cast)
