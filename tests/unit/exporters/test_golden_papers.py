"""The papers look as they did when their pictures were last looked at, but for small differences of drawing.

After a wanted change: python tests/data/make_golden.py, look at tests/data/golden, commit.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

DATA = Path(__file__).parents[2] / "data"
GOLDEN = DATA / "golden"
ALLOWED = 2.5
"""Mean difference of a blurred band of a page, of 255."""


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_golden", DATA / "make_golden.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pictures() -> dict[str, Image.Image]:
    return dict(maker().pictures())


def difference(one: Image.Image, other: Image.Image) -> float:
    """How unlike two pages are, where they are unlike most: in bands of the height of three lines."""
    blur = ImageFilter.GaussianBlur(1.5)
    changed = ImageChops.difference(*(page.convert("RGB").filter(blur) for page in (one, other)))
    width, height = changed.size
    bands = [changed.crop((0, top, width, min(top + 50, height))) for top in range(0, height, 25)]
    return max(sum(ImageStat.Stat(band).mean) / 3 for band in bands)


def test_that_every_page_has_its_picture(pictures: dict[str, Image.Image]) -> None:
    assert {path.name for path in GOLDEN.glob("*.png")} == set(pictures)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.png")), ids=lambda path: path.stem)
def test_that_a_page_looks_as_in_its_picture(path: Path, pictures: dict[str, Image.Image]) -> None:
    golden = Image.open(path)
    assert golden.size == pictures[path.name].size
    assert difference(golden, pictures[path.name]) < ALLOWED


def test_that_the_tolerance_notices_a_line_that_has_moved(pictures: dict[str, Image.Image]) -> None:
    page = pictures["督办通知-1.png"]
    moved = ImageChops.offset(page, 0, 6)
    assert difference(page, moved) > ALLOWED
    wider = ImageChops.offset(page, 5, 0)
    assert difference(page, wider) > ALLOWED


def test_that_the_tolerance_notices_another_word(pictures: dict[str, Image.Image]) -> None:
    page = pictures["督办通知-1.png"]
    other = page.copy()
    other.paste((255, 255, 255), (60, 260, 180, 272))
    assert difference(page, other) > 0.5
