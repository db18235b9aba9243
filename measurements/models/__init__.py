"""What was observed: values, the items behind them, the events of their path, the receipts of their sending."""

from measurements.models.contribution import ContributedValue, Contribution
from measurements.models.contribution_event import ContributionEvent
from measurements.models.download import TemplateDownload
from measurements.models.event import MeasurementEvent
from measurements.models.evidence import Evidence, Grade
from measurements.models.explanation import Explanation
from measurements.models.extension import DeadlineExtension
from measurements.models.item_join import ItemJoin
from measurements.models.measurement import (
    Answer,
    CategoryCombination,
    MeasuredValue,
    Measurement,
    Status,
    combination_key,
)
from measurements.models.opening import Opening
from measurements.models.receipt import Receipt, ReceiptLine
from measurements.models.register import EntryTick, RegisterEntry, RegisterItem, RegisterStage, RegisterTag
from measurements.models.unsaved import UnsavedEntry
from measurements.models.upload import SpreadsheetUpload

__all__ = [
    "Answer",
    "CategoryCombination",
    "ContributedValue",
    "Contribution",
    "ContributionEvent",
    "DeadlineExtension",
    "EntryTick",
    "Evidence",
    "Explanation",
    "Grade",
    "ItemJoin",
    "MeasuredValue",
    "Measurement",
    "MeasurementEvent",
    "Opening",
    "Receipt",
    "ReceiptLine",
    "RegisterEntry",
    "RegisterItem",
    "RegisterStage",
    "RegisterTag",
    "SpreadsheetUpload",
    "Status",
    "TemplateDownload",
    "UnsavedEntry",
    "combination_key",
]
