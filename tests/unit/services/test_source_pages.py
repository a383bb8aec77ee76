"""The pages of a PDF as pictures, and the cells found on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desktop.domain.grid import Grid, RawDocument
from gongkai_desktop.domain.recognised import Origin
from gongkai_desktop.services.recognise import read_raw
from gongkai_desktop.services.source_pages import areas, is_pdf, page_picture, page_sizes

SOURCE = Path(__file__).parents[2] / "data" / "sources" / "tasks.pdf"


@pytest.fixture(scope="module")
def data() -> bytes:
    return SOURCE.read_bytes()


@pytest.fixture(scope="module")
def raw(data: bytes) -> RawDocument:
    return read_raw("tasks.pdf", data)


def test_that_a_pdf_is_told_by_its_content(data: bytes) -> None:
    assert is_pdf("tasks.doc", data)
    assert not is_pdf("tasks.pdf", "写着 %PDF- 的文字".encode())


def test_that_a_page_is_drawn_as_wide_as_wanted(data: bytes) -> None:
    (wide, tall), *_ = page_sizes(data)
    picture = page_picture(data, 0, 400)
    assert abs(picture.width - 400) <= 1
    assert abs(picture.height - 400 * tall / wide) <= 2
    assert len(picture.pixels) >= picture.stride * picture.height
    assert picture.pixels.count(0) < len(picture.pixels)  # not a black page


def test_that_the_cells_of_every_row_are_found_in_the_order_of_the_file(
    data: bytes, raw: RawDocument
) -> None:
    grid = next(block for block in raw.blocks if isinstance(block, Grid))
    rows = sorted({cell.row for cell in grid.cells if cell.column == 0 and cell.text.strip()})[1:]
    longest = [max((c for c in grid.cells if c.row == row), key=lambda c: len(c.text)) for row in rows]
    origins = [
        Origin(grid.place, cell.row + 1, (("requirement", cell.row + 1, cell.column + 1),))
        for cell in longest
    ]
    found = areas(raw, data, origins)
    places = [found[origin][origin.fields[0][1:]][0] for origin in origins]
    assert places
    assert places == sorted(places, key=lambda area: (area.page, area.top))
    assert all(0 <= area.left < area.right <= 1 and 0 <= area.top < area.bottom <= 1 for area in places)


def test_that_what_is_on_no_page_has_no_place(data: bytes, raw: RawDocument) -> None:
    nowhere = Origin("表9", 1, (("requirement", 1, 1),))
    assert areas(raw, data, [nowhere]) == {nowhere: {}}
