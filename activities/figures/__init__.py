"""Figures of activities and of their budget: frozen dataclasses, each with its coverage. Pages, files and the report read the same."""
