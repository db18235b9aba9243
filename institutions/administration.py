"""The administrator's own pages: who enters, what is kept for ever, what can only be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., Any])


class AdministrationSite(admin.AdminSite):
    """Django's admin for administrators alone. People sign in at the product's own door, which limits guessing."""

    site_header = _("Administration — Seguimiento 1325")
    site_title = _("Administration — Seguimiento 1325")
    index_title = _("Institutions, people, plan texts and reference lists")
    enable_nav_sidebar = True

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Refuse a signed-in person who is no administrator at once, instead of asking to sign in again."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request) and not is_leaving(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return cast(View, guarded)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"site_url": resolve_url("home")}


def is_leaving(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == "logout"


class KeptAdmin(ModelAdmin):
    """Rows that others point to: never deleted, and what identifies them is written once."""

    written_once: Sequence[str] = ("code",)

    class Media:
        css = {"all": ("css/administration.css",)}

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        fixed = self.written_once if obj is not None else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(ModelAdmin):
    """Rows that only their own process may write: they are looked at here, and nothing else."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def is_in_use(obj: models.Model) -> bool:
    """Whether a row of any app protects this one from deletion: it stands on it, so its meaning must not move."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: obj}).exists()
        for relation in obj._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT
    )
