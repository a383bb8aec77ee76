"""Whether the fonts of the papers are there and draw what a ledger holds."""

from __future__ import annotations

from gongkai_desktop import paths
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.exporters.fonts import BODY, HEI, KAI, TITLE, FontBook

_SAMPLE = "县政府办公室关于政务公开任务的督办通知〔2026〕5号，喆玥璟珺祎昇。"


def check_fonts() -> str:
    """A line on what was found. Raises CannotSave when a font or a common character is missing."""
    book = FontBook(paths.resources() / "fonts")
    for face in (BODY, KAI, HEI, TITLE):
        book.width(_SAMPLE, face, 16)
    if book.missing:
        raise CannotSave(f"公文字体缺少字形：{'、'.join(sorted(book.missing))}。", "请重新安装本程序。")
    return "公文字体齐全"
