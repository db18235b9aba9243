from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RevisionsConfig(AppConfig):
    """The pages of the six-monthly review: its session, what a change would do, what the plan lacks, and the log of changes.

    It stores nothing of its own: what is decided belongs to `committee`, what is measured to `indicators`.
    """

    name = "revisions"
    verbose_name = _("Six-monthly review")

    def ready(self) -> None:
        from notifications import todo_sources
        from revisions.todo import review_rows

        todo_sources.register(review_rows)
