"""The fonts of the papers: which face draws which character, with a fallback for each single one."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.errors import CannotSave

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
def _load(path: Path) -> TTFont:
    """Register a font with reportlab, once per process (15-70 ms each)."""
    # Imported here: reportlab costs 100 ms of the program's start.
    from reportlab.pdfbase import pdfmetrics

    from gongkai_desktop.exporters.pdf_font import SearchableFont

    font = SearchableFont(f"Gongkai-{path.stem}", str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


class FontBook:
    """Finds fonts for characters and measures text; remembers the characters that no font has."""

    def __init__(self, folder: Path) -> None:
        """Raises CannotSave when the fonts are not there."""
        needed = {name for face in (BODY, KAI, HEI, TITLE, PAGE_NUMBER) for name in face.files}
        absent = sorted(name for name in needed if not (folder / f"{name}.ttf").is_file())
        if absent:
            raise CannotSave(
                f"缺少公文字体（{'、'.join(absent)}），不能生成 PDF。",
                f"请重新安装本程序；从源码运行时，请先执行 make fonts。字体应在：{folder}",
            )
        self._folder = folder
        self._found: dict[tuple[Face, str], tuple[str, str, float]] = {}
        self.missing: set[str] = set()

    def _find(self, face: Face, char: str) -> tuple[str, str, float]:
        """(font, character to draw, width in em); the first font of the face that has the character."""
        known = self._found.get((face, char))
        if known is None:
            known = self._found[face, char] = self._search(face, char)
        return known

    def _search(self, face: Face, char: str) -> tuple[str, str, float]:
        files = ("latin", *face.files) if face.latin and _is_latin(char) else face.files
        for name in files:
            font = _load(self._folder / f"{name}.ttf")
            if ord(char) in font.face.charToGlyph:
                return font.fontName, char, font.stringWidth(char, 1)
        self.missing.add(char)
        return self._search(face, GETA)

    def width(self, text: str, face: Face, size: float) -> float:
        """How wide the text is without any extra spacing."""
        return sum(self._find(face, char)[2] for char in text) * size

    def pieces(self, text: str, face: Face) -> tuple[Piece, ...]:
        """The text cut into runs of one font each."""
        found = (self._find(face, char) for char in text)
        return tuple(
            Piece(font, "".join(char for _, char, _ in run))
            for font, run in groupby(found, lambda item: item[0])
        )
