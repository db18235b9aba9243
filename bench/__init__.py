"""Measurements of speed, written down in docs/benchmarks.md. They print tables and assert nothing: a clock is no test."""
