"""What the plan lacks: one rule a file's function, each looking at its subjects and saying of which it finds something."""

from reports.diagnosis.diagnosing import Diagnosis, Outcome, diagnose, findings_by_indicator
from reports.diagnosis.finding import Finding, Mend, Place, Severity, Subject

__all__ = [
    "Diagnosis",
    "Finding",
    "Mend",
    "Outcome",
    "Place",
    "Severity",
    "Subject",
    "diagnose",
    "findings_by_indicator",
]
