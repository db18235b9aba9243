"""The spreadsheet round trip: a template for one institution and semester goes out, is filled in, comes back, is compared and saved.

paper      what a sheet holds: boxes to fill in, words around them, sums        (pure)
grid_sheet, answer_part, list_sheet                                              one indicator as sheets
book       all sheets of one institution and semester, from what is stored
workbook   the sheets as an XLSX file;   stamp   whose it is, by which definitions, and what its boxes held
limits, scan, child, reading                                                     a file from outside, read in a process of its own
typed      what the text or number in a cell says                               (pure)
filled, filled_list                                                              what the person filled in, as content
shared_items   what several sheets change of one item
comparing  new, changed, equal, in error;   applying   one transaction through `workflow`
"""
