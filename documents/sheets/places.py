"""Cells as spreadsheet programs name them. Pure."""


def place_name(row: int, column: int) -> str:
    """`C7`: row 6, column 2, both from zero."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
