"""Newer versions of the shipped sample, made as an office would: by editing its Word file."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import docx
from docx.table import Table

from gongkai_desktop.services.sample import sample_files

SAMPLE = sample_files()[0]
REQUIREMENT, UNITS, DEADLINE = 3, 4, 5
"""Columns of the sample's table."""


class Version:
    """The sample's Word file being edited; rows go by their printed number."""

    def __init__(self) -> None:
        self._document = docx.Document(str(SAMPLE))
        self._table: Table = self._document.tables[0]

    def write(self, no: str, column: int, text: str) -> None:
        """Give a cell another text."""
        self._cells(no)[column].text = text

    def remove(self, no: str) -> None:
        """Take a row out."""
        row = self._row(no)
        row.getparent().remove(row)

    def put_in(self, after: str, no: str, requirement: str, units: str, deadline: str) -> None:
        """Put a row in behind another one of the same heading."""
        row = deepcopy(self._row(after))
        self._row(after).addnext(row)
        cells = next(r for r in self._table.rows if r._tr is row).cells
        texts = (no, "", f"{no}号事项", requirement, units, deadline)
        for column, text in enumerate(texts):
            if column != 1:
                cells[column].text = text

    def save(self, path: Path) -> Path:
        """Write it into a file."""
        self._document.save(str(path))
        return path

    def _cells(self, no: str) -> list[docx.table._Cell]:
        return list(next(row for row in self._table.rows if row.cells[0].text == no).cells)

    def _row(self, no: str) -> docx.oxml.table.CT_Row:
        return next(row for row in self._table.rows if row.cells[0].text == no)._tr
