"""Institutions, people and their posts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from institutions.accounts import forget_other_addresses
from institutions.administration import KeptAdmin
from institutions.models import HELD_ALREADY, REPORTS_AND_REVIEWS, Appointment, Institution, User
from institutions.resources import AppointmentResource, InstitutionResource, PersonResource
from institutions.spreadsheets import SpreadsheetMixin

# Rights follow posts, so groups decide nothing; the e-mail of the account is the only address.
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)


@admin.register(Institution)
class InstitutionAdmin(SpreadsheetMixin, KeptAdmin, TranslationAdmin):
    resource_classes = (InstitutionResource,)
    list_display = ("code", "name", "kind", "parent", "is_participating")
    list_filter = ("is_participating", "kind")
    search_fields = ("code", "name_es", "name_en")
    fields = (
        "code",
        ("name_es", "name_en"),
        ("short_name_es", "short_name_en"),
        ("kind", "parent"),
        ("is_participating", "order"),
        ("note_es", "note_en"),
    )


class PersonCreationForm(BaseUserCreationForm):
    """A new account with its first password, which the person changes afterwards."""

    class Meta:
        model = User
        fields = ("email", "name", "language")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PersonForm(UserChangeForm):
    class Meta:
        model = User
        fields = ("email", "name", "language", "is_active", "password")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PostFormSet(forms.BaseInlineFormSet):
    """New posts of one person: each is held against those above it, which the model cannot see as they are not stored yet."""

    def clean(self) -> None:
        super().clean()
        above: list[Appointment] = []
        for form in self.extra_forms:
            if not form.has_changed() or form.errors:
                continue
            post: Appointment = form.instance
            if any(post.rules_out(other) for other in above):
                form.add_error("role", REPORTS_AND_REVIEWS)
            elif any(post.repeats(other) for other in above):
                form.add_error(None, HELD_ALREADY)
            above.append(post)


class AppointmentInline(admin.TabularInline):
    """The person's posts: a new one can be added here; one that exists is changed on its own page."""

    model = Appointment
    formset = PostFormSet
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ("institution", "role", "post_title", "capacity", "starts_on", "ends_on")

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(SpreadsheetMixin, KeptAdmin, UserAdmin):
    """People sign in with their e-mail. Who leaves is suspended, never deleted: what they did keeps their name."""

    resource_classes = (PersonResource,)
    written_once = ()
    add_form = PersonCreationForm
    form = PersonForm
    list_display = ("email", "name", "language", "is_active")
    list_filter = ("is_active", "appointments__role")
    search_fields = ("email", "name")
    ordering = ("name",)
    filter_horizontal = ()
    fieldsets = ((None, {"fields": ("email", "name", "language", "is_active", "password", "last_login")}),)
    add_fieldsets = ((None, {"fields": ("email", "name", "language", "password1", "password2")}),)
    readonly_fields = ("last_login",)
    inlines = (AppointmentInline,)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return () if obj is None else self.inlines

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget_other_addresses(obj)


class CurrencyFilter(admin.SimpleListFilter):
    title = _("held")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("today", _("today"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.current(on=timezone.localdate()) if self.value() == "today" else queryset


@admin.register(Appointment)
class AppointmentAdmin(SpreadsheetMixin, KeptAdmin):
    """Posts. A post ends on a day; only one that has not begun can be deleted."""

    resource_classes = (AppointmentResource,)
    written_once = ("user", "institution", "role")
    list_display = ("user", "institution", "role", "capacity", "starts_on", "ends_on")
    list_filter = (CurrencyFilter, "role", "institution")
    search_fields = ("user__name", "user__email", "institution__code", "post_title")
    list_select_related = ("user", "institution")
    fields = (
        "user",
        ("institution", "role"),
        ("post_title", "capacity"),
        "act_reference",
        ("starts_on", "ends_on"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """A post that has begun keeps the day on which it began: what was done in it stands on that."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "starts_on"] if isinstance(obj, Appointment) and has_begun(obj) else fields

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return isinstance(obj, Appointment) and not has_begun(obj)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in ("user", "institution"):
            field.widget.can_add_related = field.widget.can_change_related = False
        return field


def has_begun(appointment: Appointment) -> bool:
    return appointment.starts_on <= timezone.localdate()
