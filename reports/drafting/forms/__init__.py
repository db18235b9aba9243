"""Forms of drafts of reports."""
