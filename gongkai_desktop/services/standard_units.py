"""The ready-made directory of county bodies that a new ledger starts with."""

from __future__ import annotations

import csv

from gongkai_desktop import paths
from gongkai_desktop.domain.ledger import Unit, UnitKind


def standard_units() -> tuple[Unit, ...]:
    """The standard list in its order; ids are 0 until a ledger gives its own."""
    with (paths.resources() / "units" / "standard.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Unit(
                id=0,
                name=row["全称"],
                kind=UnitKind(row["类别"]),
                aliases=tuple(alias for alias in row["简称"].split("、") if alias),
                position=position,
            )
            for position, row in enumerate(csv.DictReader(file), start=1)
        )
