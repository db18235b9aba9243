"""Boxes that any form may use."""
