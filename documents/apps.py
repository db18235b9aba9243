"""The app of what is domain-free: stored files, printed figures, charts and PDF."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Stored files are never changed or deleted: the database itself refuses."""

    name = "documents"
