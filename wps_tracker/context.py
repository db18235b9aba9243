"""What every page shows around its content: the plan, the person, the menu of the person's posts, both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.earlier_plans import earlier_plan, shows_demonstration
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Role, User
from notifications.models import Notification
from reports.permissions import may_read_editions, may_see_dashboard
from wps_tracker.menu_sections import is_section

SITE_NAME = "Seguimiento 1325"


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    label: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """`plan`: the one in force. `earlier`: under which other one stands what the page shows, if any. `is_demo`: some of it is invented."""

    name: str
    plan: ActionPlan | None
    earlier: ActionPlan | None
    is_demo: bool
    nav: tuple[NavItem, ...]
    person: str
    languages: tuple[Language, ...]
    html_lang: str
    unread: Callable[[], int]
    """Counted only by the page that shows it."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The `frame` of every template: `site` is what allauth calls something else. Two queries beside the posts: the plan, and what
    the person has not read."""
    language = (get_language() or "es")[:2]
    plan = getattr(request, "plan", None) or ActionPlan.objects.current()
    return {
        "frame": Frame(
            name=SITE_NAME,
            plan=plan,
            earlier=earlier_plan(request),
            is_demo=(plan is not None and plan.is_demonstration) or shows_demonstration(request),
            nav=tuple(menu(request)),
            person=person_label(request),
            languages=tuple(
                Language(code, code.upper(), name, translate_url(request.get_full_path(), code), code == language)
                for code, name in (("es", "Español"), ("en", "English"))
            ),
            html_lang="es-PE" if language == "es" else "en",
            unread=partial(unread_of, request),
        )
    }


def person_label(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return ""
    posts = user.posts
    return f"{posts[0].institution.short_name} · {user.name}" if posts else user.name


def unread_of(request: HttpRequest) -> int:
    """As `reports.every_page.freshness` read it with the state of the data; else in a query of its own."""
    seen = getattr(request, "seen", None)
    if seen is not None:
        return int(seen.unread)
    user = getattr(request, "user", None)
    return Notification.objects.visible_to(user).unread().count() if isinstance(user, User) else 0


def menu(request: HttpRequest) -> list[NavItem]:
    """At most six entries, by post; the public ones for who is not signed in."""
    user = getattr(request, "user", None)
    entries = [*entries_of(user)] if isinstance(user, User) else public_entries()
    current = request.resolver_match.view_name if request.resolver_match else ""
    around = [name for name, _label in entries if is_section(current, name)]
    return [NavItem(label, reverse(name), name in around[-1:]) for name, label in entries]


def public_entries() -> list[tuple[str, str]]:
    return [("plan", _("The plan")), ("methodology", _("Methodology")), ("verify", _("Verify a report"))]


def entries_of(user: User) -> list[tuple[str, str]]:
    entries = [("home", _("Home"))]
    if user.has_role(*REPORTING_ROLES):
        entries.append(("tasks", _("My tasks")))
    reports_itself = any(post.role in REPORTING_ROLES and not post.institution.is_unit for post in user.posts)
    if reports_itself:
        entries += [("activities", _("Activities")), ("request_list", _("Requests"))]  # receipts: from the tasks
    if may_see_dashboard(user) or reports_itself:
        entries.append(("dashboard", _("Dashboard")))
    if user.has_role(*COMMITTEE_ROLES):
        entries += [("review_queue", _("Review")), ("committee", _("Committee")), ("activities", _("Activities"))]
    elif user.has_role(Role.OBSERVER):
        entries += [("meeting_list", _("Meetings")), ("activities", _("Activities"))]
    if user.posts and not (reports_itself or user.has_role(*COMMITTEE_ROLES)):
        entries.append(("indicator_list", _("Indicators")))  # who reports or decides reaches them from the dashboard
    if may_read_editions(user):
        entries.append(("edition_list", _("Reports")))
    if user.has_role(Role.ADMINISTRATOR):
        entries.append(("management", _("Management")))
    elif not user.has_role(*COMMITTEE_ROLES, Role.OBSERVER):  # the Committee's hub and the indicators lead to the plan
        entries.append(("plan", _("The plan")))
    return with_help(entries) if user.has_role(*REPORTING_ROLES) else entries


MOST_ENTRIES = 6


def with_help(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Help right after the tasks, where who reports sees it; where there is no room, in the place of the plan."""
    if len(entries) >= MOST_ENTRIES:
        entries = [entry for entry in entries if entry[0] != "plan"]
    if len(entries) >= MOST_ENTRIES:
        return entries
    return [*entries[:2], ("help", _("Help")), *entries[2:]]
