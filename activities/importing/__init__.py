"""A spreadsheet exported from the ministry's budget system: its columns, its rows answered one by one, what it would change."""
