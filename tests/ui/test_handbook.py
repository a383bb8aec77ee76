"""用户手册: its pictures are there, made from the screens, and it prints as one file."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gongkai_desktop import paths
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.handbook_pictures import PICTURES, make_handbook_pictures
from gongkai_desktop.ui.handbook_print import chapters, write_handbook
from gongkai_desktop.ui.screenshots import Picture

SMALL = 200_000
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def test_that_every_picture_of_the_handbook_is_there_small_and_used() -> None:
    used = {
        name
        for chapter in paths.handbook().glob("*.md")
        for _words, name in IMAGE.findall(chapter.read_text("utf-8"))
    }
    assert used == {f"pictures/{name}.png" for name in PICTURES.values()}
    for name in used:
        assert (paths.handbook() / name).stat().st_size < SMALL, name


def test_that_every_picture_says_what_it_shows() -> None:
    for chapter in paths.handbook().glob("*.md"):
        assert all(words for words, _name in IMAGE.findall(chapter.read_text("utf-8"))), chapter.name


def test_that_pictures_are_made_of_the_screens_the_handbook_shows(qapp: QApplication, tmp_path: Path) -> None:
    shown = [tmp_path / "03-今日.png", tmp_path / "04-询问.png"]
    for path in shown:
        image = QImage(1366, 768, QImage.Format.Format_RGB32)
        image.fill(0)
        image.save(str(path))
    made = make_handbook_pictures([Picture(path, "") for path in shown], tmp_path / "small")
    assert [path.name for path in made] == ["today.png"]
    assert QImage(str(made[0])).width() < 1000


def test_that_the_whole_handbook_becomes_one_file_to_print(qapp: QApplication, tmp_path: Path) -> None:
    import pypdfium2  # type: ignore[import-untyped]

    theme.apply_theme(qapp)  # the shipped font
    target = write_handbook(tmp_path / "用户手册.pdf")
    document = pypdfium2.PdfDocument(target)
    read = "".join(page.get_textpage().get_text_range() for page in document)
    count = len(document)
    document.close()
    # Some fonts have one drawing for a character and the radical it is.
    text = unicodedata.normalize("NFKC", read)
    for chapter in chapters():
        title = chapter.read_text("utf-8").splitlines()[0].lstrip("# ")
        assert unicodedata.normalize("NFKC", title) in text, chapter.name
    assert count >= len(chapters())
    assert list(tmp_path.iterdir()) == [target]


def test_that_a_place_that_cannot_be_written_to_is_told(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(CannotSave):
        write_handbook(tmp_path / "没有这个文件夹" / "手册.pdf")
