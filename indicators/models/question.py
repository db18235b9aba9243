"""What the plan's text leaves open: a promise that nothing measures, a term without a definition, what a review misses.

Listed until the Committee answers. Answers are only added: the latest one stands.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.plan import Indicator, PartManager, Pillar, PlanPart
from institutions.models import Appointment


class PlanQuestion(PlanPart):
    """One thing that the plan's text leaves to the Committee, with the words that raise it."""

    class Kind(models.TextChoices):
        PROMISE = "promise", pgettext_lazy("question", "Promised in a pillar's description, measured by no indicator")
        TERM = "term", pgettext_lazy("question", "A term that the Committee has yet to define")
        SUBJECT = "subject", pgettext_lazy("question", "Missed in the plan by a published review")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    pillar = models.ForeignKey(
        Pillar, verbose_name=_("pillar"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
    )
    text = models.TextField(_("what is open"))
    quotation = models.TextField(_("the words that raise it"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = PartManager()

    class Meta(PlanPart.Meta):
        verbose_name = _("open question of the plan")
        verbose_name_plural = _("open questions of the plan")
        constraints: ClassVar = [
            *PlanPart.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="promise", pillar__isnull=False)
                | Q(kind="term", indicator__isnull=False)
                | Q(kind="subject"),
                name="question_names_its_place",
            ),
        ]

    def natural_key(self) -> tuple[str, str]:
        return (self.plan.code, self.code)

    natural_key.dependencies = ["indicators.actionplan", "indicators.pillar", "indicators.indicator"]  # type: ignore[attr-defined]

    @property
    def latest_answer(self) -> PlanAnswer | None:
        """The answer that stands; answers come the latest first."""
        return next(iter(self.answers.all()), None)

    @property
    def is_settled(self) -> bool:
        latest = self.latest_answer
        return latest is not None and latest.is_settled


class PlanAnswer(models.Model):
    """What the Committee said to a question, and whether it still is open after it. Never changed."""

    question = models.ForeignKey(
        PlanQuestion, verbose_name=_("question"), on_delete=models.PROTECT, related_name="answers"
    )
    is_settled = models.BooleanField(_("the question is answered"))
    text = models.TextField(_("answer"))
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    act_reference = models.CharField(_("act"), max_length=300, blank=True)
    post = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer to an open question")
        verbose_name_plural = _("answers to open questions")
        ordering = ("question", "-at", "-pk")
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="plan_answer_says_something")]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:40]}"
