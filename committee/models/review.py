"""The six-monthly review: one session of a meeting, and its decision about each indicator. committee/review/ writes it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models.meeting import Meeting
from indicators.models import ActionPlan, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, Appointment, Role, User


class ReviewSessionQuerySet(models.QuerySet["ReviewSession"]):
    def whole(self) -> Self:
        """With all that a page says of each."""
        return self.select_related("plan", "meeting", "period", "effective_from", "opened_by__user", "closed_by__user")

    def open(self) -> Self:
        return self.filter(state=ReviewSession.State.OPEN)

    def visible_to(self, user: User) -> Self:
        """The Committee and its observers."""
        return self.all() if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER) else self.none()


class ReviewSession(models.Model):
    """The review of all indicators after a semester, held in a meeting. What it adopts takes effect from a later semester.

    The constitutive one adopts the proposed first definitions, and may do so for the open semester while nothing was sent in it.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a review", "Open")
        CLOSED = "closed", pgettext_lazy("state of a review", "Closed")
        CANCELLED = "cancelled", pgettext_lazy("state of a review", "Cancelled")

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="review_session"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester reviewed"), on_delete=models.PROTECT, related_name="+"
    )
    effective_from = models.ForeignKey(
        ReportingPeriod, verbose_name=_("changes take effect from"), on_delete=models.PROTECT, related_name="+"
    )
    is_constitutive = models.BooleanField(_("constitutive"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    reason = models.TextField(_("why it was cancelled"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    opened_by = models.ForeignKey(Appointment, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    closed_by = models.ForeignKey(
        Appointment, verbose_name=_("closed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = ReviewSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("review session")
        verbose_name_plural = _("review sessions")
        ordering = ("-opened_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state="open"),
                name="review_session_one_open",
                violation_error_message=_("Another review is open: close it or cancel it first."),
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(is_constitutive=True) & ~Q(state="cancelled"),
                name="review_session_one_constitutive",
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "closed", "cancelled"]), name="review_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_by__isnull=True, closed_at__isnull=True)
                | ~Q(state="open") & Q(closed_by__isnull=False, closed_at__isnull=False),
                name="review_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(reason="") | ~Q(state="cancelled") & Q(reason=""),
                name="review_cancelled_says_why",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="review_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.period}"


class ReviewDecision(models.Model):
    """What the session decides about one indicator, and why. Drafted, then adopted or put off; adopted, it makes a definition.

    `draft` is the whole definition that would be adopted (indicators/defining/document.py); empty where the decision needs none.
    A proposed new indicator has no identity until it is adopted: `new_code`, pillar and action stand in the draft's place.
    """

    class Kind(models.TextChoices):
        KEEP = "keep", _("Keep")
        ADJUST = "adjust", _("Adjust the definition")
        TARGET = "target", _("Set or change baseline or target")
        RETIRE = "retire", _("Retire")
        NEW = "new", _("Propose a new one")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a decision", "Draft")
        ADOPTED = "adopted", pgettext_lazy("state of a decision", "Adopted")
        DEFERRED = "deferred", pgettext_lazy("state of a decision", "Put off")

    session = models.ForeignKey(
        ReviewSession, verbose_name=_("review session"), on_delete=models.PROTECT, related_name="decisions"
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    new_code = models.CharField(_("code of the new indicator"), max_length=20, blank=True)
    new_action = models.ForeignKey(
        "indicators.Action", verbose_name=_("action"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("decision"), max_length=6, choices=Kind)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    change_class = models.CharField(
        _("class of change"), max_length=16, choices=IndicatorRevision.ChangeClass, blank=True
    )
    comparability = models.CharField(
        _("comparability"), max_length=10, choices=IndicatorRevision.Comparability, blank=True
    )
    rebase_factor = models.DecimalField(_("factor"), max_digits=20, decimal_places=10, null=True, blank=True)
    rationale_es = models.TextField(_("reason in Spanish"), blank=True)
    rationale_en = models.TextField(_("reason in English"), blank=True)
    draft = models.JSONField(_("definition drafted"), null=True, blank=True)
    read_revision = models.ForeignKey(
        IndicatorRevision,
        verbose_name=_("definition that was read"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The one in force when the decision was drafted: adopting over another one is refused."),
    )
    revision = models.OneToOneField(
        IndicatorRevision,
        verbose_name=_("definition adopted"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decision",
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    written_by = models.ForeignKey(
        Appointment, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("written"))
    decided_at = models.DateTimeField(_("adopted or put off"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision of a review")
        verbose_name_plural = _("decisions of a review")
        ordering = ("session", "indicator__order", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "indicator"],
                condition=Q(indicator__isnull=False),
                name="review_decision_once_per_indicator",
            ),
            models.UniqueConstraint(
                fields=["session", "new_code"], condition=~Q(new_code=""), name="review_decision_once_per_new_code"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["keep", "adjust", "target", "retire"], indicator__isnull=False, new_code="")
                | Q(kind="new", new_action__isnull=False) & ~Q(new_code=""),
                name="review_decision_names_its_indicator",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "adopted", "deferred"]), name="review_decision_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", decided_at__isnull=True) | ~Q(state="draft") & Q(decided_at__isnull=False),
                name="review_decision_dated",
            ),
            models.CheckConstraint(
                condition=Q(revision__isnull=True) | Q(state="adopted"), name="review_decision_makes_once_adopted"
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(kind="keep") | Q(revision__isnull=False),
                name="review_decision_adopted_makes_a_definition",
            ),
            models.CheckConstraint(
                condition=Q(comparability="rebased", rebase_factor__gt=0)
                | ~Q(comparability="rebased") & Q(rebase_factor__isnull=True),
                name="review_decision_factor_only_when_rebased",
                violation_error_message=_("A factor goes with a rebased definition, and only with one."),
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="review_decision_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.session} · {self.code}"

    @property
    def code(self) -> str:
        return self.indicator.code if self.indicator is not None else self.new_code
