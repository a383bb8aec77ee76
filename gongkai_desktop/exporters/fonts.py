"""The fonts of the papers: which face draws which character, with a fallback for each single one."""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop import paths
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.exporters.office_fonts import office_fonts

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

GETA = "〓"
"""What printers set for a character they have no type for; it shows, and it is reported."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A face of the papers: font files in the order in which they are asked for a character."""

    files: tuple[str, ...]
    latin: bool = False
    """Western letters and figures come from the Song face: those of Fandol look sans."""


RARE = ("fallback", "screen")
BODY = Face(("fangsong", *RARE), latin=True)
KAI = Face(("kaiti", *RARE), latin=True)
HEI = Face(("heiti", *RARE))
TITLE = Face(("xiaobiaosong", *RARE))
PAGE_NUMBER = Face(("latin", *BODY.files))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one font."""

    font: str
    text: str


def _is_latin(char: str) -> bool:
    # × and ÷ stand among Chinese characters in Chinese text and keep their full width there.
    return char <= "~" or ("À" <= char <= "ɏ" and char not in "×÷")


@functools.cache
def _load(name: str, path: Path) -> TTFont:
    """Register a font with reportlab, once per process (15-70 ms each)."""
    # Imported here: reportlab costs 100 ms of the program's start.
    from reportlab.pdfbase import pdfmetrics

    from gongkai_desktop.exporters.pdf_font import SearchableFont

    font = SearchableFont(name, str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


@functools.cache
def _load_own(name: str, path: Path) -> TTFont | None:
    """A font of this computer; None where reportlab cannot read it."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        return _load(name, path)
    except (TTFError, struct.error, LookupError):  # damaged in one way or another
        return None


Glyph = tuple[str, str, float]
"""Font, character to draw, width in em."""


_FONT = itemgetter(0)


class _Glyphs(dict[str, Glyph]):
    """The glyphs of a face by character, looked up once per process: they are asked for very often."""

    def __init__(self, folder: Path, own: tuple[tuple[str, Path], ...], face: Face) -> None:
        super().__init__()
        self._folder, self._own, self._face = folder, dict(own), face

    def __missing__(self, char: str) -> Glyph:
        glyph = self[char] = self._search(char) or self._search(GETA) or ("", GETA, 1.0)
        return glyph

    def _search(self, char: str) -> Glyph | None:
        files = ("latin", *self._face.files) if self._face.latin and _is_latin(char) else self._face.files
        for file in files:
            for font in self._fonts(file):
                if ord(char) in font.face.charToGlyph:
                    return font.fontName, char, font.stringWidth(char, 1)
        return None

    def _fonts(self, file: str) -> Iterator[TTFont]:
        """This computer's own font, then the one that comes with the program."""
        if file in self._own and (own := _load_own(f"Office-{file}", self._own[file])):
            yield own
        yield _load(f"Gongkai-{file}", self._folder / f"{file}.ttf")


@functools.cache
def _glyphs(folder: Path, own: tuple[tuple[str, Path], ...], face: Face) -> _Glyphs:
    return _Glyphs(folder, own, face)


class FontBook:
    """Finds fonts for characters and measures text; remembers the characters that no font has."""

    def __init__(self, folder: Path, own: Mapping[str, Path] | None = None) -> None:
        """`own` are the computer's fonts of the standard, used first. Raises CannotSave without ours."""
        needed = {name for face in (BODY, KAI, HEI, TITLE, PAGE_NUMBER) for name in face.files}
        absent = sorted(name for name in needed if not (folder / f"{name}.ttf").is_file())
        if absent:
            raise CannotSave(
                f"缺少公文字体（{'、'.join(absent)}），不能生成 PDF。",
                f"请重新安装本程序；从源码运行时，请先执行 make fonts。字体应在：{folder}",
            )
        place = folder, tuple(sorted((own or {}).items()))
        self._glyphs = {face: _glyphs(*place, face) for face in (BODY, KAI, HEI, TITLE, PAGE_NUMBER)}
        self.missing: set[str] = set()

    def width(self, text: str, face: Face, size: float) -> float:
        """How wide the text is without any extra spacing."""
        glyphs = self._glyphs[face]
        return sum([glyphs[char][2] for char in text]) * size

    def pieces(self, text: str, face: Face) -> tuple[Piece, ...]:
        """The text cut into runs of one font each."""
        glyphs = self._glyphs[face]
        pieces: list[Piece] = []
        for font, run in groupby([glyphs[char] for char in text], _FONT):
            pieces.append(Piece(font, "".join([glyph[1] for glyph in run])))
        if GETA in (shown := "".join([piece.text for piece in pieces])):
            self.missing.update(char for char, drawn in zip(text, shown, strict=True) if char != drawn)
        return tuple(pieces)


def font_book(folder: Path | None = None) -> FontBook:
    """The fonts of papers: those in a folder, else the computer's own and ours. Raises CannotSave."""
    if folder is not None:
        return FontBook(folder)
    return FontBook(paths.resources() / "fonts", office_fonts())
