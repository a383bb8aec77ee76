"""How numbers, days and names are written in an official paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"


def chinese_number(number: int) -> str:
    """1 -> 一, 12 -> 十二, 20 -> 二十; for 1 to 99."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """2026-11-05 -> 2026年11月5日 (Arabic figures, no leading zeros: GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """星期一 to 星期日."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def brief(text: str, most: int = 24) -> str:
    """Enough of a long name to recognise it in a list."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def titles(names: Iterable[str], most: int = 3) -> str:
    """《甲》《乙》: each title once, the first ones where there are many."""
    known = list(dict.fromkeys(name.strip("《》") for name in names))
    return "".join(f"《{name}》" for name in known[:most]) + ("等文件" if len(known) > most else "")


def document_number(mark: str, year: int, number: int) -> str:
    """督〔2026〕5号: full year in 六角括号, no 第, no leading zero (7.2.5)."""
    return f"{mark}〔{year}〕{number}号"
