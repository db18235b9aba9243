"""Amounts out of a spreadsheet of the ministry's budget system, into the draft of a statement.

fields, columns, guessing   which column of the file says what      amounts, codes   what a cell says        (pure)
rows        the rows of the statement's own programmes; those of others are counted and nothing else
answering   what becomes of each row      keeping   the file and its mapping between two pages      saving   through the verb
"""
