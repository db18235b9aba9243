"""The activities of a year as a spreadsheet: template, upload, preview, one transaction through the same verbs as the form."""
