"""Institutions, people and posts as spreadsheets. Keys are codes and e-mails; passwords and ids are in none."""

from typing import Any

from import_export.fields import Field

from institutions.accounts import forget_other_addresses
from institutions.models import Appointment, Institution, User
from institutions.spreadsheet_columns import Code
from institutions.spreadsheets import ListOptions, ListResource


class InstitutionResource(ListResource):
    parent = Field("parent", "parent", Code(Institution))

    class Meta(ListOptions):
        model = Institution
        import_id_fields = ("code",)
        fields = (
            "code",
            "name_es",
            "name_en",
            "short_name_es",
            "short_name_en",
            "kind",
            "parent",
            "is_participating",
            "note_es",
            "note_en",
            "order",
        )
        import_order = export_order = fields


def address_of(cell: Any) -> str:
    """An e-mail as accounts keep it."""
    return str(cell or "").strip().lower()


class PersonResource(ListResource):
    """A new person gets no password: the administrator sets one, or the person asks for it by e-mail."""

    class Meta(ListOptions):
        model = User
        import_id_fields = ("email",)
        fields = ("email", "name", "language", "is_active")
        import_order = export_order = fields

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        row["email"] = address_of(row.get("email"))

    def after_init_instance(self, instance: User, new: bool, row: Any, **kwargs: Any) -> None:
        if new:
            instance.set_unusable_password()

    def after_save_instance(self, instance: User, row: Any, **kwargs: Any) -> None:
        forget_other_addresses(instance)


class AppointmentResource(ListResource):
    user = Field("user", "user", Code(User, "email"))
    institution = Field("institution", "institution", Code(Institution))

    class Meta(ListOptions):
        model = Appointment
        import_id_fields = ("user", "institution", "role", "starts_on")
        fields = (
            "user",
            "institution",
            "role",
            "post_title",
            "capacity",
            "act_reference",
            "starts_on",
            "ends_on",
        )
        import_order = export_order = fields

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        row["user"] = address_of(row.get("user"))
