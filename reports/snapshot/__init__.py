"""The snapshot of a report: all that an edition prints, in both languages, frozen at one instant and digested."""

from reports.snapshot.building import SCHEMA, Content, Frozen, build, freeze, plain

__all__ = ["SCHEMA", "Content", "Frozen", "build", "freeze", "plain"]
