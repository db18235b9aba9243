"""The app of what is domain-free: stored files, printed figures, charts and PDF."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import append_only, data_version


class DocumentsConfig(AppConfig):
    """Stored files are never changed or deleted: the database itself refuses."""

    name = "documents"
    verbose_name = _("Files")

    def ready(self) -> None:
        append_only.protect(self, "StoredFile")
        # Figures name institutions and people, whose app lies below this one. Signing in writes only the last sign-in.
        data_version.follow(self, of="institutions", but=("CalendarAddress",), only={"User": ("name",)})
