"""The sentences that sections open with, written from the data of a snapshot: one module a section.

Neutral words: how many of how many, what is not known beside what is, nobody named for being behind. A person may write another text.
"""
