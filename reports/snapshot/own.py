"""What an institution's own report is made of: the reading of the plan narrowed to it before anything is worked out.

Every figure, explanation and count of the report is then its own by construction: nothing of another institution is ever at hand.
Totals of the plan are left out too: with two institutions in it, a total less one's own is the other's value (docs/adr/0017).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from indicators.models import IndicatorRevision
from institutions.models import Institution
from reports.figures.over_span import read_semesters
from reports.figures.own import SHARED, own_goals
from reports.figures.reading import Reading, read
from reports.report_kinds.scope import ReportScope, periods_of
from reports.scorecard.card import SEMESTERS
from reports.scorecard.requests import Requests, counted, requests_by_semester
from reports.scorecard.semesters import Observed, Semester, semesters_of
from reports.snapshot.definitions import definition

Content = dict[str, Any]


def reading_of(scope: ReportScope, at: dt.datetime) -> Reading:
    """All that was answered up to the last semester of the report: by everybody, or by the institution alone."""
    institution = scope.institution
    found = read(scope.plan, scope.period, at, every_semester=True, of_institutions=institution is not None)
    return found if institution is None else narrowed(found, institution)


def semesters_read(scope: ReportScope, last: Reading) -> list[Reading]:
    """Each semester of the report as its own report reads it; `last` is at hand."""
    institution = scope.institution
    found = read_semesters(last, periods_of(scope), of_institutions=institution is not None)
    return found if institution is None else [*(narrowed(each, institution) for each in found[:-1]), last]


def narrowed(reading: Reading, institution: Institution) -> Reading:
    """The same reading with one institution in it, the indicators that it owes or answered, and the targets that hold for it."""
    code = institution.code
    owed = {
        key: as_it_binds(revision)
        for key, revision in reading.revisions.items()
        if code in reading.expected(key, reading.period.ordinal)
        or code in reading.answers.get((key, reading.period.ordinal), {})
    }
    return replace(
        reading,
        revisions=owed,
        commitments={
            key: [each for each in rows if each.institution.code == code] for key, rows in reading.commitments.items()
        },
        institutions={code: reading.institutions.get(code, institution)},
        answers={key: {code: said[code]} for key, said in reading.answers.items() if code in said},
        sums={
            key: [each for each in rows if each.institution == code]
            for key, rows in reading.sums.items()
            if any(each.institution == code for each in rows)
        },
        joined={key: [each for each in rows if each.institution == code] for key, rows in reading.joined.items()},
        goals={
            series.pk: own_goals(reading, revision, series, code)
            for revision in reading.all_revisions.values()
            for series in reading.series.get(revision.pk, ())
        },
        own_goals={key: goals for key, goals in reading.own_goals.items() if key[1] == code},
    )


def as_it_binds(revision: IndicatorRevision) -> IndicatorRevision:
    """The definition as one institution is judged by it: a range is of all, and binds each only where targets are shared."""
    if revision.institution_targets == SHARED or revision.range_low is None:
        return revision
    unbound = copy(revision)
    unbound.range_low = unbound.range_high = None
    return unbound


# --- Its record ---


def record(scope: ReportScope, reading: Reading) -> Content | None:
    """How it answered, semester by semester, as its scorecard says; None for a report of the Committee. In five queries or six.

    As many semesters as a scorecard has, and all of the report where those are more.
    """
    institution = scope.institution
    if institution is None:
        return None
    shown = [each for each in reading.periods if each.ordinal <= scope.period.ordinal]
    shown = shown[-max(SEMESTERS, len(periods_of(scope))) :]
    requests = requests_by_semester(scope.plan, institution, shown, every=reading.periods)
    return {
        "institution": institution.code,
        "semesters": [
            semester(each, counted(requests.get(each.period.code, ()), reading.at))
            for each in semesters_of(reading, institution, shown, reading.at)
        ],
    }


def semester(each: Semester, requests: Requests) -> Content:
    return {
        "period": each.period.code,
        "is_due": each.is_due,
        "expected": each.owed,
        "submitted": each.received.part,
        "on_time": each.on_time.part,
        "missing": each.missing,
        "to_come": each.to_come,
        "without_data": each.without_data,
        "not_applicable": each.not_applicable,
        "observations": observations(each.observed),
        "requests": {
            "made": requests.made,
            "answered": requests.answered,
            "on_time": requests.on_time.part,
            "judged": requests.on_time.whole,
            "median_days": requests.median_days,
        },
    }


def observations(found: Observed) -> Content:
    return {"raised": found.raised, "resolved": found.resolved, "median_days": found.median_days}


# --- What names others in what is not measured ---


def commitments_for(scope: ReportScope, rows: Sequence[Content]) -> list[Content]:
    """The commitments in force that the report tells of."""
    return [each for each in rows if scope.institution is None or each["institution"] == scope.institution.code]


def definition_for(scope: ReportScope, revision: IndicatorRevision) -> Content:
    """The definition with the targets that hold for the institution and its own baseline: that of all is a total of the plan."""
    found = definition(revision)
    if scope.institution is None:
        return found
    code = scope.institution.code
    holds = None if revision.institution_targets == SHARED else code
    series = [
        each
        | {
            "targets": [row for row in each["targets"] if row["institution"] == holds],
            "baselines": [row for row in each["baselines"] if row["institution"] == code],
        }
        for each in found["series"]
    ]
    return found | {"series": series}


def retired_for(scope: ReportScope, rows: Iterable[Content], reading: Reading) -> list[Content]:
    """Of what was retired in the semester, what concerned it."""
    if scope.institution is None:
        return list(rows)
    concerned = {
        each.indicator.code for each in reading.all_revisions.values() if reading.commitments.get(each.indicator_id)
    }
    return [each for each in rows if each["code"] in concerned]


def names_for(scope: ReportScope, codes: set[str]) -> set[str]:
    """The institutions that the report names: of an own one it alone."""
    return codes if scope.institution is None else {scope.institution.code}
