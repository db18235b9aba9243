"""Let only a few tasks that keep a processor busy for seconds run at once, across all workers that share the cache."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.core.cache import cache


@contextmanager
def one_of_few(name: str, *, most: int, seconds: float) -> Iterator[bool]:
    """Yields whether one of the `most` places was free. It is given back when the block ends, or after `seconds` if the process dies."""
    mine = uuid4().hex
    places = (f"few_at_once:{name}:{place}" for place in range(most))
    taken = next((each for each in places if cache.add(each, mine, seconds)), None)
    try:
        yield taken is not None
    finally:
        # If it took longer than that, the place may be somebody else's by now.
        if taken is not None and cache.get(taken) == mine:
            cache.delete(taken)
