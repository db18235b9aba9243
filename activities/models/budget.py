"""What the activities of an institution cost: its statements about a fiscal year, and the budget items that they name.

Section 09 of the plan: "each institution included in the implementation of this Plan must include in its annual budget, an item
destined to the financing of the activities that correspond to them". The plan gives no amount, and this product invents none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity
from activities.models.handed_in import SENT, HandedIn, Status, path_constraints
from documents.models import StoredFile
from indicators.models import ActionPlan, Pillar
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, Role, User

GREATEST_AMOUNT = Decimal(10) ** 13
"""Soles. More than any budget of a state; the bound also keeps NaN and infinity out of PostgreSQL."""


class BudgetStatementQuerySet(models.QuerySet["BudgetStatement"]):
    def whole(self) -> Self:
        return self.select_related(
            "plan", "institution", "source_file", "submitted_by", "validated_by", "updated_by"
        ).with_items()

    def with_items(self) -> Self:
        """Each item with its activity and its pillar, in one query."""
        items = BudgetItem.objects.select_related("activity__action__objective__pillar", "pillar")
        return self.prefetch_related(models.Prefetch("items", items.order_by("ordinal")))

    def sent(self) -> Self:
        return self.filter(status__in=SENT)

    def before(self, statement: BudgetStatement) -> Self:
        """Of the same institution about the same year, the latest first."""
        same = self.filter(plan=statement.plan_id, institution=statement.institution_id, year=statement.year)
        return same.filter(ordinal__lt=statement.ordinal).order_by("-ordinal")

    def visible_to(self, user: User) -> Self:
        """Own institution: everything. The Committee: what stands as it was sent. Observers: what was validated."""
        seen = Q(institution__in=user.institution_ids(*REPORTING_ROLES))
        if user.has_role(*COMMITTEE_ROLES):
            seen |= Q(status__in=SENT)
        elif user.has_role(Role.OBSERVER):
            seen |= Q(status=Status.VALIDATED)
        return self.filter(seen)


class BudgetStatement(HandedIn):
    """What an institution states of its budget for the activities of a fiscal year, as of a cut-off date.

    Whether it has a budget item is answered yes or no; where no statement was sent it is not reported, which is a third thing.
    A later statement restates everything; the last one that was sent is the one that counts.
    """

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="budget_statements"
    )
    year = models.PositiveSmallIntegerField(_("fiscal year"))
    ordinal = models.PositiveSmallIntegerField(_("number"))
    has_item = models.BooleanField(
        _("has a budget item"), null=True, blank=True, help_text=_("Empty: not answered yet, in a draft only.")
    )
    reason = models.TextField(_("why it has none"), blank=True)
    language = models.CharField(_("language of the text"), max_length=2, default="es")
    cut_off_on = models.DateField(_("cut-off date"), null=True, blank=True)
    source_document = models.CharField(_("source document"), max_length=200, blank=True)
    source_file = models.ForeignKey(
        StoredFile,
        verbose_name=_("file of the source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BudgetStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget statement")
        verbose_name_plural = _("budget statements")
        ordering = ("-year", "institution__order", "-ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "institution", "year", "ordinal"], name="statement_number_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["plan", "institution", "year"],
                condition=~Q(status="validated"),
                name="statement_one_open_a_year",
                violation_error_message=_("A statement about this year is under way already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "returned"])
                | Q(has_item=True, cut_off_on__isnull=False) & ~Q(source_document="")
                | Q(has_item=False) & ~Q(reason=""),
                name="statement_answers",
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="statement_year_sensible"),
            *path_constraints("statement"),
        ]

    def __str__(self) -> str:
        return f"{self.institution.code} {self.year} · {self.ordinal}"


class BudgetItem(models.Model):
    """A budget item (partida) that finances activities of the plan. Amounts in soles (PEN); an empty amount was not reported.

    It is of an activity, or of a pillar, or of neither: then it belongs to no pillar and says so. The law of the budget system
    holds: what is accrued (devengado) was committed before, and what is committed lies within the modified budget (PIM).
    """

    statement = models.ForeignKey(
        BudgetStatement, verbose_name=_("statement"), on_delete=models.CASCADE, related_name="items"
    )
    ordinal = models.PositiveSmallIntegerField(_("order"))
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_items",
    )
    pillar = models.ForeignKey(
        Pillar, verbose_name=_("pillar"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    programme_code = models.CharField(_("code of the budget programme"), max_length=20)
    programme_name = models.CharField(_("budget programme"), max_length=200, blank=True)
    item_code = models.CharField(_("code of the budget item"), max_length=60)
    label = models.CharField(_("budget item"), max_length=200, blank=True)
    initial = models.DecimalField(_("initial budget (PIA)"), max_digits=15, decimal_places=2, null=True, blank=True)
    modified = models.DecimalField(_("modified budget (PIM)"), max_digits=15, decimal_places=2, null=True, blank=True)
    committed = models.DecimalField(_("committed"), max_digits=15, decimal_places=2, null=True, blank=True)
    executed = models.DecimalField(_("executed (accrued)"), max_digits=15, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("budget item")
        verbose_name_plural = _("budget items")
        ordering = ("statement", "ordinal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "ordinal"], name="item_order_once"),
            models.UniqueConstraint(
                fields=["statement", "programme_code", "item_code", "activity"],
                condition=Q(activity__isnull=False),
                name="item_once_per_activity",
                violation_error_message=_("This budget item is there already for the same activity."),
            ),
            models.UniqueConstraint(
                fields=["statement", "programme_code", "item_code"],
                condition=Q(activity__isnull=True),
                name="item_once_without_activity",
                violation_error_message=_("This budget item is there already."),
            ),
            models.CheckConstraint(condition=~Q(programme_code="") & ~Q(item_code=""), name="item_has_its_codes"),
            models.CheckConstraint(
                condition=Q(activity__isnull=True) | Q(pillar__isnull=True),
                name="item_pillar_only_without_activity",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{amount}__isnull": True})
                    | Q(**{f"{amount}__gte": 0, f"{amount}__lt": GREATEST_AMOUNT}),
                    name=f"item_{amount}_not_negative",
                    violation_error_message=_("An amount is a number from zero up."),
                )
                for amount in ("initial", "modified", "committed", "executed")
            ),
            models.CheckConstraint(
                condition=Q(committed__isnull=True) | Q(modified__isnull=True) | Q(committed__lte=F("modified")),
                name="item_committed_within_modified",
                violation_error_message=_("What is committed cannot be more than the modified budget (PIM)."),
            ),
            models.CheckConstraint(
                condition=Q(executed__isnull=True) | Q(committed__isnull=True) | Q(executed__lte=F("committed")),
                name="item_executed_within_committed",
                violation_error_message=_("What is executed cannot be more than what is committed."),
            ),
            models.CheckConstraint(
                condition=Q(executed__isnull=True) | Q(modified__isnull=True) | Q(executed__lte=F("modified")),
                name="item_executed_within_modified",
                violation_error_message=_("What is executed cannot be more than the modified budget (PIM)."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_code} {self.item_code}"
