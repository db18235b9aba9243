"""Stored files: the sustentos that institutions hand in and the documents that the product issues."""

from pathlib import PurePosixPath

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

models.CharField.register_lookup(Length)


class StoredFile(models.Model):
    """A file as it was handed in or issued, kept for ever under the digest of its content.

    Private: no address leads to the file itself. Who may read it is decided by what it belongs to. The row is never
    changed nor deleted (the database refuses); two rows may share one content.
    """

    name = models.CharField(_("name"), max_length=150, help_text=_("The name that the file came with."))
    sha256 = models.CharField(_("SHA-256 digest"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    institution = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("institution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stored_files",
        help_text=_("Who handed the file in; empty for a document that the product issued."),
    )
    created_at = models.DateTimeField(_("stored"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(sha256__length=64), name="stored_file_digest_is_complete"),
            models.CheckConstraint(condition=~Q(name=""), name="stored_file_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the content lies inside the private storage: a name made by the server, never by a person."""
        return f"{self.sha256[:2]}/{self.sha256}"

    @property
    def extension(self) -> str:
        """The ending of the name, in lower case: ".pdf"."""
        return PurePosixPath(self.name).suffix.lower()


class DataVersion(models.Model):
    """The one row that the database renews whenever data change from which figures are made: documents/data_version.py."""

    id = models.SmallIntegerField(primary_key=True)
    token = models.CharField(_("token"), max_length=36)
    changed_at = models.DateTimeField(_("last change"))

    class Meta:
        verbose_name = _("version of the data")
        verbose_name_plural = _("versions of the data")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="data_version_is_one_row")]

    def __str__(self) -> str:
        return self.token
