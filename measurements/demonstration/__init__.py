"""The demonstration: invented people, commitments, values and stories on the real plan, so that every page has something to show.

Nothing here is chance: the same day gives the same content. What institutions "did" goes through `measurements.workflow.steps` at
instants inside the windows, so events, receipts and versions are as real as any. It lives in a database of its own.
"""
