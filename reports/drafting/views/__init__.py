"""Pages of drafts of reports."""
