"""How much longer recognising a table takes than reading its bare cells, measured in one run.

Run by hand: .venv/bin/pytest -m benchmark -s tests/benchmarks
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from statistics import median

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from tables import as_docx, as_xlsx, made_up_rows

from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

ROWS = made_up_rows(1000)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
pytestmark = pytest.mark.benchmark


def _docx_floor(data: bytes) -> int:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return len(["".join(t.text or "" for t in cell.iter(f"{_W}t")) for cell in root.iter(f"{_W}tc")])


def _xlsx_floor(data: bytes) -> int:
    return len(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def _seconds(work: Callable[[], object], runs: int = 7) -> float:
    """The median of several runs after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


@pytest.mark.parametrize(
    ("name", "data", "floor"),
    [("docx", as_docx(ROWS), _docx_floor), ("xlsx", as_xlsx(ROWS), _xlsx_floor)],
    ids=["docx", "xlsx"],
)
def test_that_a_thousand_rows_are_recognised_whole(
    name: str, data: bytes, floor: Callable[[bytes], int]
) -> None:
    def whole() -> int:
        return len(recognise(read_document(f"任务表.{name}", data)).tasks)

    assert whole() == 1000
    bare, full = _seconds(lambda: floor(data)), _seconds(whole)
    print(f"\n{name}: cells {bare * 1000:.0f} ms, recognised {full * 1000:.0f} ms, ratio {full / bare:.1f}")
