"""The activities of a year as a spreadsheet: a template goes out, is filled in, comes back, is compared and saved.

columns    what a row holds, and what its headings are called          template, painting   the XLSX file
stamp      whose file it is, and what each activity said when it went out, signed
filled     what the person wrote, row by row      comparing   what it would do      applying   one transaction through the verbs
"""
