"""Running text whose lines were broken at one width, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desktop.importers.formats.text_cells import SENTENCE_ENDS, Line


def unwrapped(lines: Sequence[str]) -> list[Line]:
    """The paragraphs of running text whose lines were broken at one width, as copied from a page.

    A line that fills the width goes on in the next, unless that begins a point or is set in.
    """
    filled = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not _PAGE_NUMBER.match(line)]
    wide = [_width(line) for _, line in filled]
    full = max(wide, default=0)
    if not 15 <= full <= 60 or sum(width >= full - 2 for width in wide) < max(4, len(wide) // 8):
        return [(number, line.strip()) for number, line in filled]
    out: list[Line] = []
    open_line = inside = False
    for (number, line), width in zip(filled, wide, strict=True):
        text = line.strip()
        begins = line.startswith(("\u3000", "  ", "\t")) or bool(_BEGINS.match(text))
        if open_line and (inside or not begins):
            out[-1] = out[-1][0], _joined(out[-1][1], text)
        else:
            out.append((number, text))
        # A bracket that is still open goes on, whatever the next line begins with.
        inside = len(_OPENED.findall(out[-1][1])) > len(_CLOSED.findall(out[-1][1]))
        open_line = width >= full - 2 and (inside or not text.endswith(SENTENCE_ENDS))
    return out


def _joined(above: str, text: str) -> str:
    """Two lines as one: only between two words of letters did a blank stand at the break."""
    gap = " " if above[-1:].isascii() and above[-1:].isalpha() and text[:1].isascii() else ""
    return f"{above}{gap}{text}"


_OPENED, _CLOSED = re.compile("[（(【〔]"), re.compile("[）)】〕]")
_PAGE_NUMBER = re.compile(r"^\s*[—–\-－·](?:\s*[—–\-－·])*\s*\d{1,3}\s*[—–\-－·](?:\s*[—–\-－·])*\s*$")
_BEGINS = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章条部]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、]|"
    r"[①-⑳]|(?:牵头|主办|责任|承办|配合|协办|参与|落实)(?:单位|部门|科室)?[:：]|(?:完成|办理|整改)?(?:时限|时间|期限)[:：]|附件|抄送"
)


def _width(line: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in line.rstrip())
