"""One benchmark, in the process that `bench.__main__` starts for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator


def lines(name: str, part: str) -> Iterator[str]:
    import django

    django.setup()
    if name == "spreadsheet":
        from bench import spreadsheet

        return spreadsheet.table()
    if name == "budget_sheet":
        from bench import budget_sheet

        return budget_sheet.table()
    if name == "figures":
        from bench import figures
        from bench.world import SIZES

        return figures.table(SIZES[part])
    if name == "report":
        from bench import report

        return report.table()
    if name == "drafts":
        from bench import drafts

        return drafts.table()
    from bench import web

    return web.table()


def main() -> None:
    for line in lines(*sys.argv[1:3]):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
