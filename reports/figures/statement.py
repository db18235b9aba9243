"""The two statements that every figure is made from, in SQL that both databases take.

Written out, since every page of figures asks it: the ORM took longer to put it together than the database to answer, compared
each measurement's texts to group its rows, and turned every column of every row into an object. Constants only are put in;
what a caller wants is the ORM's own subquery of ids.

A row of SUMMED is a measurement × component × series; a measurement without validated cells has one row. After the measurement stand
the series, the component, whether the series counts it (its own one, else those of the headline), and six sums: value,
denominator, and value where there is a denominator, over the cells that the series and the headline category count; then value,
value where there is a denominator, and denominator over all cells.
"""

from __future__ import annotations

from indicators.models import Component, IndicatorRevision
from measurements.models import Status

# The few pairs of a series and a combination of categories that do not go together, found once: asked of each cell, it was most
# of the work, and PostgreSQL compiled the statement for seconds.
LEFT_OUT = """
    SELECT s.id, k.id
    FROM indicators_series s
    JOIN indicators_indicatorrevision r ON r.id = s.revision_id
    CROSS JOIN measurements_categorycombination k
    WHERE (r.headline_category_id IS NOT NULL OR s.id IN (SELECT series_id FROM indicators_series_categories))
      AND ((r.headline_category_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM measurements_categorycombination_categories h
            WHERE h.categorycombination_id = k.id AND h.category_id = r.headline_category_id))
        OR (s.id IN (SELECT series_id FROM indicators_series_categories) AND NOT EXISTS (
            SELECT 1 FROM measurements_categorycombination_categories h
            JOIN indicators_series_categories w ON w.category_id = h.category_id
            WHERE w.series_id = s.id AND h.categorycombination_id = k.id)))
"""
FOLLOWED = f"""
    CASE WHEN s.component_id IS NOT NULL THEN s.component_id = c.id
         ELSE c.in_headline OR (r.headline = '{IndicatorRevision.Headline.NONE}'
                                AND c.role IN ('{Component.Role.VALUE}', '{Component.Role.NUMERATOR}')) END
"""
# An instant inside CASE: SQLite then gives its text, read once a measurement; a column it would read once a row.
SUMMED = f"""
WITH wanted(id) AS ({{wanted}}), left_out(series_id, combination_id) AS ({LEFT_OUT})
SELECT m.id, m.indicator_id, i.code, p.ordinal, m.revision_id, m.status, m.answer,
       CASE WHEN m.first_submitted_at IS NOT NULL THEN m.first_submitted_at END,
       CASE WHEN m.submitted_at IS NOT NULL THEN m.submitted_at END,
       CASE WHEN r.kind = '{IndicatorRevision.Kind.NARRATIVE}' THEN m.narrative ELSE '' END,
       s.code, c.code, {FOLLOWED},
       SUM(CASE WHEN o.series_id IS NULL THEN v.value END),
       SUM(CASE WHEN o.series_id IS NULL THEN v.denominator END),
       SUM(CASE WHEN v.denominator IS NOT NULL AND o.series_id IS NULL THEN v.value END),
       SUM(v.value), SUM(CASE WHEN v.denominator IS NOT NULL THEN v.value END), SUM(v.denominator)
FROM wanted
JOIN measurements_measurement m ON m.id = wanted.id
JOIN indicators_reportingperiod p ON p.id = m.period_id
JOIN indicators_indicatorrevision r ON r.id = m.revision_id
JOIN institutions_institution i ON i.id = m.institution_id
LEFT JOIN measurements_measuredvalue v ON v.measurement_id = m.id AND m.status = '{Status.VALIDATED}'
LEFT JOIN indicators_component c ON c.id = v.component_id
LEFT JOIN indicators_series s ON s.revision_id = m.revision_id AND v.id IS NOT NULL
LEFT JOIN left_out o ON o.series_id = s.id AND o.combination_id = v.combination_id
GROUP BY m.id, c.id, s.id, i.id, p.id, r.id
ORDER BY m.id, c.id, s.id
"""  # noqa: S608

JOINED = f"""
WITH wanted(id) AS ({{wanted}})
SELECT m.indicator_id, p.ordinal, i.code, e.item_id, t.same_as_id, e.frozen
FROM wanted
JOIN measurements_measurement m ON m.id = wanted.id
JOIN indicators_indicatorrevision r ON r.id = m.revision_id AND r.across = '{IndicatorRevision.Across.DISTINCT}'
JOIN indicators_reportingperiod p ON p.id = m.period_id
JOIN institutions_institution i ON i.id = m.institution_id
JOIN measurements_registerentry e ON e.measurement_id = m.id
JOIN measurements_registeritem t ON t.id = e.item_id
WHERE t.same_as_id IS NOT NULL
   OR EXISTS (SELECT 1 FROM measurements_registeritem f WHERE f.same_as_id = t.id)
   OR EXISTS (
        SELECT 1 FROM measurements_registerentry a JOIN measurements_measurement n ON n.id = a.measurement_id
        WHERE a.item_id = e.item_id AND a.id <> e.id AND n.indicator_id = m.indicator_id)
ORDER BY p.ordinal, i."order", t.dated_on, e.item_id
"""  # noqa: S608
