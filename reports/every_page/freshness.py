"""As of when the figures of a page are, and how a page that has not changed is answered almost for free.

`@fresh` stands above a view of figures:

    @fresh
    @require_safe
    def dashboard(request: HttpRequest) -> HttpResponse: ...

The browser may keep the page and must ask before it shows it again; while nothing changed the answer is 304, in six
queries. What the page depends on beside the data is in `seen_by`. docs/adr/0012 says why pages of figures may be kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from documents import data_version
from documents.conditional import SEEN_BY_ONE, conditional, public_page
from institutions.models import User
from notifications.models import Notification
from reports.arithmetic.coverage import Coverage
from reports.keeping import aware, passed

View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True, slots=True)
class Freshness:
    """What `reports/parts/freshness.html` prints. `changed_at` is when any data of figures last changed; the counts are of
    the reports of a semester, None where a page speaks of no one semester."""

    changed_at: dt.datetime | None
    validated: int | None = None
    received: int | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one query reads before a page is made: the state of the data, how many notifications the person has not read, and how many
    of the instants of `reports.keeping` have passed."""

    token: str
    changed_at: dt.datetime
    passed: int
    unread: int


def freshness(request: HttpRequest, coverage: Coverage | None = None) -> Freshness:
    """When data last changed (as `fresh` read it; else in one query), with the coverage that the page has read."""
    seen: Seen | None = getattr(request, "seen", None)
    changed_at = seen.changed_at if seen else data_version.state().changed_at
    if coverage is None:
        return Freshness(changed_at)
    return Freshness(changed_at, coverage.validated, coverage.submitted, coverage.expected)


def fresh(view: View) -> View:
    """Let the browser keep the page and ask whether it still holds. Only for pages of figures of who signed in."""
    return conditional(view, seen_by, SEEN_BY_ONE)


def fresh_for_all(view: View) -> View:
    """The same for a page that anybody reads and that follows the clock of the semesters."""
    return public_page(view, seen_by_all)


def seen_by(request: HttpRequest) -> Iterable[object] | None:
    """Who reads, in which posts, with which form token, and what `Seen` says. None: nobody signed in, or no data ever."""
    user = request.user
    seen = read_seen(user, timezone.now()) if isinstance(user, User) else None
    if seen is None or not isinstance(user, User):
        return None
    request.seen = seen  # type: ignore[attr-defined]
    posts = sorted((post.pk, post.role, post.institution_id) for post in user.posts)
    return (seen.token, seen.passed, seen.unread, user.pk, posts, request.META.get("CSRF_COOKIE"))


def seen_by_all(request: HttpRequest) -> Iterable[object] | None:
    return data_version.token_beside(*passed(timezone.now()))


def read_seen(user: User, at: dt.datetime) -> Seen | None:
    """One query; none while no data were ever written."""
    unread, own = Notification.objects.visible_to(user).unread().order_by().values("pk").query.sql_with_params()
    counts, params = passed(at)
    row = data_version.token_beside(f"changed_at, {counts}, (SELECT COUNT(*) FROM ({unread}) u)", [*params, *own])  # noqa: S608
    if row is None:
        return None
    token, changed_at, behind, count = row
    return Seen(token, aware(changed_at), behind, count)
