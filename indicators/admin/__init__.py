"""The plan's texts and the reference lists. Semesters and commitments have pages of their own and are only read here."""

from indicators.admin import definitions, lists, plan, recorded

__all__ = ["definitions", "lists", "plan", "recorded"]
