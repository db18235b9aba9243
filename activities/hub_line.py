"""One line of “Actividades”: every room of the app says its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HubLine:
    """One thing that can be done or read: what, where, how it stands. `key` and `state` are a mark of components/status.html."""

    label: str
    url: str
    note: str = ""
    key: str = ""
    state: str = ""
