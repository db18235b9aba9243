"""The planning of a year: what institutions propose, what changes it afterwards."""
