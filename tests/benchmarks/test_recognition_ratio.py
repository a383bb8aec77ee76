"""How much longer recognising a table takes than reading its bare cells, measured in one run.

Run by hand: .venv/bin/pytest -m benchmark -s tests/benchmarks
A figure to read, never an assertion about time. markitdown and pdfplumber come with the group `bench`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import pytest
from lxml import etree
from measuring import Spent, Work, seconds
from python_calamine import CalamineWorkbook
from tables import as_docx, as_pdf, as_xlsx, made_up_rows

from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROWS = 1000
pytestmark = pytest.mark.benchmark


def _docx_cells(data: bytes) -> object:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return ["".join(t.text or "" for t in cell.iter(f"{_W}t")) for cell in root.iter(f"{_W}tc")]


def _xlsx_cells(data: bytes) -> object:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _files(write: Callable[[Sequence[Sequence[str]]], bytes], count: int) -> list[bytes]:
    return [write(made_up_rows(_ROWS, seed)) for seed in range(count)]


def _whole(name: str) -> Work:
    def work(data: bytes) -> int:
        return len(recognise(read_document(name, data)).tasks)

    return work


def _tell(name: str, one: Spent, other_name: str, other: Spent) -> None:
    for kind in Spent._fields:
        spent, floor = getattr(one, kind), getattr(other, kind)
        times = f"{name} {spent * 1000:.0f} ms, {other_name} {floor * 1000:.0f} ms"
        print(f"\n{times}, ratio {spent / floor:.2f} ({kind})", end="")


_KINDS = pytest.mark.parametrize(
    ("kind", "write", "cells"),
    [("docx", as_docx, _docx_cells), ("xlsx", as_xlsx, _xlsx_cells)],
    ids=["docx", "xlsx"],
)


@_KINDS
def test_that_a_thousand_rows_are_recognised_whole(
    kind: str, write: Callable[[Sequence[Sequence[str]]], bytes], cells: Work
) -> None:
    files = _files(write, 12)
    name = f"任务表.{kind}"
    assert _whole(name)(files[0]) == _ROWS

    bare, read, whole = seconds([(cells, 5), (lambda d: read_document(name, d), 2), (_whole(name), 1)], files)
    _tell(f"{kind}: recognised", whole, "cells", bare)
    _tell(f"{kind}: read", read, "cells", bare)


@_KINDS
def test_that_recognition_is_faster_than_turning_the_file_into_markdown(
    kind: str, write: Callable[[Sequence[Sequence[str]]], bytes], cells: Work
) -> None:
    markitdown = pytest.importorskip("markitdown", reason="markitdown is not installed: pip install .[bench]")
    converter = markitdown.MarkItDown()
    files = _files(write, 4)

    def convert(data: bytes) -> object:
        return converter.convert_stream(io.BytesIO(data), file_extension=f".{kind}")

    whole, markdown = seconds([(_whole(f"任务表.{kind}"), 3), (convert, 1)], files)
    _tell(f"{kind}: recognised", whole, "markitdown", markdown)


def test_that_a_pdf_of_a_thousand_rows_is_recognised_whole() -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed: pip install .[bench]")
    files = _files(as_pdf, 3)
    assert _whole("任务表.pdf")(files[0]) == _ROWS

    def extract(data: bytes) -> object:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return [page.extract_tables() for page in pdf.pages]

    whole, tables = seconds([(_whole("任务表.pdf"), 2), (extract, 1)], files)
    _tell("pdf: recognised", whole, "pdfplumber's tables", tables)
