"""The workday count as a service."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from gongkai_desktop.domain.limits import LimitUnit
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.workday import count, write_strip


def test_that_working_days_are_counted_by_the_official_calendar() -> None:
    counted = count(date(2026, 9, 18), 20)

    assert (counted.unit, counted.last, counted.provisional) == ("working", date(2026, 10, 22), False)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        (date(2026, 9, 1), 30, "calendar", date(2026, 10, 8)),
        (date(2026, 8, 31), 1, "month", date(2026, 9, 30)),
        (date(2026, 7, 1), 3, "month", date(2026, 10, 8)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
    ],
)
def test_that_other_units_end_on_a_working_day(start: date, amount: int, unit: LimitUnit, last: date) -> None:
    assert count(start, amount, unit).last == last


def test_that_hours_are_counted_from_their_moment() -> None:
    counted = count(date(2026, 9, 18), 48, "hour", time="10:00")
    assert counted.last_at
    assert counted.last_at.isoformat() == "2026-09-20T10:00:00+08:00"


@pytest.mark.parametrize(
    ("start", "amount"), [(date(2026, 1, 1), 100_000), (date(9999, 12, 30), 10), (date(1, 1, 1), -5)]
)
@pytest.mark.parametrize("unit", ["working", "calendar", "month"])
def test_that_a_count_outside_any_calendar_is_refused(start: date, amount: int, unit: LimitUnit) -> None:
    with pytest.raises(InvalidInput):
        count(start, amount, unit)


@pytest.mark.parametrize(("hours", "time"), [(5, None), (5, "25:00"), (0, "09:00")])
def test_that_hours_without_a_moment_are_refused(hours: int, time: str | None) -> None:
    with pytest.raises(InvalidInput):
        count(date(2026, 9, 18), hours, "hour", time=time)


def test_that_the_strip_is_one_page_with_the_result_and_the_article(tmp_path: Path) -> None:
    counted = count(date(2026, 9, 18), 20, article="《中华人民共和国政府信息公开条例》第二十六条")
    path = write_strip(tmp_path / "计算单.pdf", counted, date(2026, 9, 18), rule="主动公开", matter="某文件")
    with pdfium.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_bounded()
        assert len(document) == 1
    for words in ("时限计算单", "主动公开", "第二十六条", "2026-10-22", "国庆节", "调休上班"):
        assert words in text.replace("\r\n", "")
