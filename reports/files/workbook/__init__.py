"""The workbook of a report: its figures and lists as data, in one language, made from the snapshot alone."""

from reports.files.workbook.making import report_workbook

__all__ = ["report_workbook"]
