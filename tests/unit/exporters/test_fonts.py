from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gongkai_desktop import paths
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.exporters.fonts import BODY, GETA, HEI, KAI, TITLE, Face, FontBook
from gongkai_desktop.exporters.office_fonts import find_fonts
from gongkai_desktop.exporters.pdf_font import unicode_map

FOLDER = paths.resources() / "fonts"


def fonts_of(text: str, face: Face) -> list[tuple[str, str]]:
    return [(piece.font, piece.text) for piece in FontBook(FOLDER).pieces(text, face)]


def test_that_letters_and_figures_come_from_the_song_face_and_the_rest_from_the_face_itself() -> None:
    assert fonts_of("督〔2026〕5号×", BODY) == [
        ("Gongkai-fangsong", "督〔"),
        ("Gongkai-latin", "2026"),
        ("Gongkai-fangsong", "〕"),
        ("Gongkai-latin", "5"),
        ("Gongkai-fangsong", "号×"),
    ]


def test_that_a_character_the_face_lacks_comes_from_another_font() -> None:
    assert fonts_of("朱玥𬭎", BODY) == [("Gongkai-fangsong", "朱"), ("Gongkai-fallback", "玥𬭎")]


@pytest.mark.parametrize("face", [BODY, KAI, HEI, TITLE])
def test_that_every_character_of_gbk_can_be_set_in_every_face(face: Face) -> None:
    gbk = bytes(byte for lead in range(0x81, 0xFE) for trail in range(0x80, 0xFF) for byte in (lead, trail))
    text = "".join(char for char in gbk.decode("gbk", "ignore") if "㐀" <= char <= "鿿")
    book = FontBook(FOLDER)
    book.pieces(text, face)
    assert len(text) > 14000
    assert not book.missing


def test_that_a_character_no_font_has_shows_as_geta_and_is_reported() -> None:
    book = FontBook(FOLDER)
    assert "".join(piece.text for piece in book.pieces("县\ue000局", BODY)) == f"县{GETA}局"
    assert book.missing == {"\ue000"}


def test_that_absent_fonts_are_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match=r"缺少公文字体.*fangsong.*make fonts"):
        FontBook(tmp_path)


def test_that_the_text_map_writes_rare_characters_as_utf16() -> None:
    written = unicode_map("Gongkai", [0, ord("政"), 0x2CB4E])
    assert "<01> <653F>" in written
    assert "<02> <D872DF4E>" in written
    assert "2 beginbfchar" in written


def office_font(path: Path, family: str, embedding: int = 0) -> Path:
    """A small font under the name of one of the standard."""
    font = TTFont(FOLDER / "latin.ttf")
    for kind in (1, 4):
        font["name"].setName(family, kind, 3, 1, 0x804)
    font["OS/2"].fsType = embedding
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)
    return path


def test_that_a_font_of_the_standard_on_the_computer_is_found_by_its_name(tmp_path: Path) -> None:
    there = office_font(tmp_path / "win" / "simkai_1.TTF", "楷体_GB2312")
    office_font(tmp_path / "kaiti-other.ttf", "华文楷体")
    (tmp_path / "hei.ttf").write_bytes(b"OTTO")
    (tmp_path / "fang.ttf").write_bytes(b"\0\1\0\0\0\3")
    assert find_fonts([tmp_path, tmp_path / "absent"]) == {"kaiti": there}


def test_that_a_font_that_must_not_be_embedded_is_left_alone(tmp_path: Path) -> None:
    office_font(tmp_path / "kai.ttf", "楷体_GB2312", embedding=2)
    assert find_fonts([tmp_path]) == {}


def test_that_the_computers_own_font_comes_first_and_ours_has_what_it_lacks(tmp_path: Path) -> None:
    own = {"heiti": office_font(tmp_path / "hei.ttf", "黑体")}
    pieces = FontBook(FOLDER, own).pieces("A县", HEI)
    assert [(piece.font, piece.text) for piece in pieces] == [("Office-heiti", "A"), ("Gongkai-heiti", "县")]


def test_that_a_font_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "kai.ttf"
    broken.write_bytes((FOLDER / "latin.ttf").read_bytes()[:200])
    pieces = FontBook(FOLDER, {"kaiti": broken}).pieces("县", KAI)
    assert [piece.font for piece in pieces] == ["Gongkai-kaiti"]
