"""What was observed: values, the items behind them, the events of their path, the receipts of their sending."""

from measurements.models.event import MeasurementEvent
from measurements.models.measurement import (
    Answer,
    CategoryCombination,
    MeasuredValue,
    Measurement,
    Status,
    combination_key,
)
from measurements.models.receipt import Receipt, ReceiptLine
from measurements.models.register import EntryTick, RegisterEntry, RegisterItem, RegisterStage, RegisterTag

__all__ = [
    "Answer",
    "CategoryCombination",
    "EntryTick",
    "MeasuredValue",
    "Measurement",
    "MeasurementEvent",
    "Receipt",
    "ReceiptLine",
    "RegisterEntry",
    "RegisterItem",
    "RegisterStage",
    "RegisterTag",
    "Status",
    "combination_key",
]
