"""A second engine, made to be obviously right and not fast: it walks rows one by one, by docs/methodology.md.

It shares nothing with `reports`: no sums by the database, no helper, no dataclass. Where the two disagree, one of them is wrong.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import ActionPlan, Commitment, Component, IndicatorRevision, ReportingPeriod, Series
from measurements.models import MeasuredValue, Measurement, RegisterEntry

ZERO = Decimal(0)


@dataclass
class Said:
    """What one institution says in one semester of one series."""

    answer: str | None
    value: Decimal | None = None
    whole: Decimal | None = None


@dataclass
class Result:
    """A figure. `percent` is unrounded."""

    state: str
    value: Decimal | None
    percent: Decimal | None
    whole: Decimal | None
    reported: int
    expected: int
    not_available: int
    not_applicable: int


@dataclass
class Entered:
    """How much one item counts in one semester for one institution."""

    ordinal: int
    institution: str
    group: int
    is_head: bool
    quantity: Decimal


class Naive:
    """One plan read from one semester, everything in memory."""

    def __init__(self, plan: ActionPlan, period: ReportingPeriod) -> None:
        self.here, self.is_alone = period.ordinal, False
        self.periods = {each.ordinal: each for each in ReportingPeriod.objects.filter(plan=plan)}
        self.measurements = list(
            Measurement.objects.filter(indicator__plan=plan).select_related("institution", "period", "revision")
            .prefetch_related("values__component", "values__combination__categories")
        )  # fmt: skip
        self.commitments = list(
            Commitment.objects.filter(indicator__plan=plan)
            .select_related("institution", "from_period", "until_period")
        )  # fmt: skip
        self.revisions = list(
            IndicatorRevision.objects.filter(indicator__plan=plan).select_related("effective_from", "headline_category")
            .prefetch_related("components", "series__categories", "series__component")
        )  # fmt: skip
        self.known: dict[tuple[int, str, int], dict[str, Said]] = {}
        self.entries = list(RegisterEntry.objects.filter(measurement__indicator__plan=plan).select_related("item"))

    def of(self, institution: str) -> Naive:
        """The same plan as if there were one institution: over one semester its figure is what it reported."""
        one = copy(self)
        one.is_alone, one.known = True, {}
        one.measurements = [each for each in self.measurements if each.institution.code == institution]
        one.commitments = [each for each in self.commitments if each.institution.code == institution]
        return one

    # --- Definitions

    def definitions(self, indicator: int) -> list[IndicatorRevision]:
        mine = [each for each in self.revisions if each.indicator_id == indicator]
        return sorted(mine, key=lambda each: each.effective_from.ordinal)

    def definition(self, indicator: int) -> IndicatorRevision:
        return [each for each in self.definitions(indicator) if each.effective_from.ordinal <= self.here][-1]

    def breaks_between(self, indicator: int, earlier: int, later: int) -> bool:
        return any(
            each.comparability == "break" and earlier < each.effective_from.ordinal <= later
            for each in self.definitions(indicator)[1:]
        )

    def factor(self, indicator: int, ordinal: int) -> Decimal:
        product = Decimal(1)
        for each in self.definitions(indicator)[1:]:
            if ordinal < each.effective_from.ordinal <= self.here:
                if each.comparability == "break":
                    return product
                if each.comparability == "rebased":
                    product = product * each.rebase_factor  # type: ignore[operator]
        return product

    # --- What institutions say

    def is_committed(self, indicator: int, institution: str, ordinal: int) -> bool:
        for each in self.commitments:
            if each.indicator_id == indicator and each.institution.code == institution:
                until = each.until_period.ordinal if each.until_period else 10**6
                if each.from_period.ordinal <= ordinal <= until:
                    return True
        return False

    def validated(self, indicator: int, ordinal: int) -> dict[str, Measurement]:
        found = {}
        for each in self.measurements:
            if each.indicator_id == indicator and each.period.ordinal == ordinal and each.status == "validated":
                found[each.institution.code] = each
        return found

    def said(self, indicator: int, series: str, ordinal: int) -> dict[str, Said]:
        """Of every institution that owes the semester, or answered it with a validated answer."""
        if (indicator, series, ordinal) not in self.known:
            self.known[indicator, series, ordinal] = self.listened(indicator, series, ordinal)
        return self.known[indicator, series, ordinal]

    def listened(self, indicator: int, series: str, ordinal: int) -> dict[str, Said]:
        answers = self.validated(indicator, ordinal)
        owing = {each.institution.code for each in self.commitments}
        everyone = {code for code in owing if self.is_committed(indicator, code, ordinal)} | set(answers)
        return {code: self.one(answers.get(code), indicator, series, ordinal) for code in everyone}

    def one(self, measurement: Measurement | None, indicator: int, series: str, ordinal: int) -> Said:
        if measurement is None:
            return Said(None)
        if measurement.answer != "reported":
            return Said(measurement.answer)
        value, paired, whole = None, None, None
        for cell in measurement.values.all():
            if not self.is_counted(measurement, cell, series):
                continue
            value = (value or ZERO) + cell.value
            if cell.denominator is not None:
                paired = (paired or ZERO) + cell.value
                whole = (whole or ZERO) + cell.denominator
        value = value if paired is None else paired
        if value is not None:
            value = value * self.factor(indicator, ordinal)
        return Said("reported", value, whole)

    def is_counted(self, measurement: Measurement, cell: MeasuredValue, code: str) -> bool:
        """Whether the cell belongs to the series: its component, its categories, the headline's category."""
        revision = next(each for each in self.revisions if each.pk == measurement.revision_id)
        series = self.series(revision, code)
        if series is None or not self.is_followed(revision, series, cell.component):
            return False
        carried = {category.pk for category in cell.combination.categories.all()}
        wanted = {category.pk for category in series.categories.all()}
        if wanted and not wanted & carried:
            return False
        return revision.headline_category_id is None or revision.headline_category_id in carried

    def series(self, revision: IndicatorRevision, code: str) -> Series | None:
        return next((each for each in revision.series.all() if each.code == code), None)

    def is_followed(self, revision: IndicatorRevision, series: Series, component: Component) -> bool:
        if series.component_id is not None:
            return bool(series.component_id == component.pk)
        return bool(component.in_headline)

    # --- Items that are the same

    def entered(self, indicator: int, series: str, ordinals: list[int]) -> list[Entered]:
        """Every item of the validated lists of these semesters, with how much it counts."""
        found = []
        for ordinal in ordinals:
            for institution, measurement in self.validated(indicator, ordinal).items():
                if measurement.answer == "reported":
                    found += self.entered_by(measurement, institution, series, ordinal)
        return found

    def entered_by(self, measurement: Measurement, institution: str, series: str, ordinal: int) -> list[Entered]:
        revision = next(each for each in self.revisions if each.pk == measurement.revision_id)
        chosen = self.series(revision, series)
        counting = [c.code for c in revision.components.all() if chosen and self.is_followed(revision, chosen, c)]
        factor, found = self.factor(measurement.indicator_id, ordinal), []
        for each in self.entries:
            if each.measurement_id == measurement.pk:
                quantity = sum(each.frozen["counted"][code] for code in counting) * factor
                group, is_head = each.item.same_as_id or each.item.pk, each.item.same_as_id is None
                found.append(Entered(ordinal, institution, group, is_head, quantity))
        return [each for each in found if each.quantity]

    def kept(self, entries: list[Entered]) -> Decimal:
        """Each item once: with the head's number where the head is entered, else with the largest."""
        total = ZERO
        for group in {each.group for each in entries}:
            members = [each for each in entries if each.group == group]
            heads = [each for each in members if each.is_head]
            total += max(each.quantity for each in heads or members)
        return total

    # --- Figures

    def figure(self, indicator: int, series: str, ordinals: list[int]) -> Result:
        """The figure of these semesters under the definition of the semester read."""
        revision = self.definition(indicator)
        counted = ordinals if revision.accumulation == "flow" else ordinals[-1:]
        said = {ordinal: self.said(indicator, series, ordinal) for ordinal in counted}
        everyone = [each for observations in said.values() for each in observations.values()]
        if revision.kind == "PROPORTION":
            given = [each for each in everyone if each.value is not None and each.whole is not None]
        else:
            given = [each for each in everyone if each.value is not None]
        reach = {
            "reported": len(given),
            "expected": len([each for each in everyone if each.answer != "not_applicable"]),
            "not_available": len([each for each in everyone if each.answer == "not_available"]),
            "not_applicable": len([each for each in everyone if each.answer == "not_applicable"]),
        }
        concerned = [ordinal for ordinal in counted if said[ordinal]]
        if concerned and self.breaks_between(indicator, concerned[0], counted[-1]):
            return Result("broken", None, None, None, **reach)
        if not given:
            nothing = "not_applicable" if reach["not_applicable"] else "not_assigned"
            return Result("not_reported" if reach["expected"] else nothing, None, None, None, **reach)
        value = sum((each.value or ZERO for each in given), ZERO)
        if revision.across == "distinct" and not (self.is_alone and len(counted) == 1):
            value = self.kept(self.entered(indicator, series, counted))
        if revision.kind != "PROPORTION":
            return Result("computed", value, None, None, **reach)
        whole = sum((each.whole or ZERO for each in given), ZERO)
        percent = value * 100 / whole if whole else None
        return Result("computed" if whole else "not_applicable", value, percent, whole, **reach)

    # --- Comparisons

    def compare(self, indicator: int, series: str, earlier: int, later: int) -> dict[str, object]:
        """Like for like: both sums over the institutions that have a value in both semesters."""
        if self.breaks_between(indicator, earlier, later):
            return {"state": "broken"}
        revision = self.definition(indicator)
        before, after = self.said(indicator, series, earlier), self.said(indicator, series, later)
        share = revision.kind == "PROPORTION"

        def gave(each: Said) -> bool:
            return each.value is not None and (each.whole is not None or not share)

        both = {code for code in before.keys() & after.keys() if gave(before[code]) and gave(after[code])}
        applicable = {
            code for each in (before, after) for code, said in each.items() if said.answer != "not_applicable"
        }
        was = self.of_these(indicator, series, earlier, before, both)
        now = self.of_these(indicator, series, later, after, both)
        return {
            "state": "nothing_before" if was is None or now is None else "computed",
            "before": was,
            "after": now,
            "comparable": len(both),
            "of": len(applicable),
            "added_before": self.of_others(indicator, series, earlier, before, both),
            "added_after": self.of_others(indicator, series, later, after, both),
            "is_small": share and any(0 < sum(each[code].whole or 0 for code in both) < 20 for each in (before, after)),
        }

    def of_these(
        self, indicator: int, series: str, ordinal: int, said: dict[str, Said], which: set[str]
    ) -> Decimal | None:
        """The figure of some institutions; of joined items of others, they keep those that they entered."""
        revision = self.definition(indicator)
        if revision.kind == "PROPORTION":
            pairs = [each for code, each in said.items() if code in which and each.whole is not None]
            whole = sum((each.whole or ZERO for each in pairs), ZERO)
            return sum((each.value or ZERO for each in pairs), ZERO) * 100 / whole if whole else None
        given = [each.value for code, each in said.items() if code in which and each.value is not None]
        if not given:
            return None
        if revision.across != "distinct":
            return sum(given, ZERO)
        return self.kept([each for each in self.entered(indicator, series, [ordinal]) if each.institution in which])

    def of_others(
        self, indicator: int, series: str, ordinal: int, said: dict[str, Said], both: set[str]
    ) -> Decimal | None:
        """What the rest adds: of a list, only the items that none of the comparable institutions entered."""
        others = {code for code in said if code not in both}
        value = self.of_these(indicator, series, ordinal, said, others)
        if value is None or self.definition(indicator).across != "distinct":
            return value
        entries = self.entered(indicator, series, [ordinal])
        taken = {each.group for each in entries if each.institution in both}
        return self.kept([each for each in entries if each.group not in taken])
