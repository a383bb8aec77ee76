"""The calendar on paper and as a file: what stands in it, and when there is nothing to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from ledgers import make_task

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import complete, move_checkpoint
from gongkai_desktop.services.export_ics import export_ics
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.print_calendar import (
    print_agenda,
    print_backward,
    print_month,
    print_year,
)
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 10, 20)


@pytest.fixture(autouse=True)
def two_tasks(import_tasks: Callable[..., ImportResult]) -> None:
    import_tasks(
        make_task("财政信息公开"),
        make_task(
            "审计公告",
            [NamedUnit("县审计局", Role.LEAD), NamedUnit("县财政局", Role.SUPPORT)],
            [ByDate(date(2022, 10, 8)), ByDate(date(2022, 12, 31))],
            no="2",
        ),
    )


def text_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_that_a_month_sheet_is_one_landscape_page_with_every_checkpoint(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = print_month(workspace, tmp_path / "m.pdf", date(2022, 10, 1), TODAY)
    (page,) = text_of(path)
    assert "2022年10月" in page
    assert "财政信息公开" in page
    assert "审计公告　2个单位" in page.replace("\r\n", "")
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        width, height = document[0].get_size()
    assert width > height


def test_that_a_year_sheet_counts_each_month(workspace: Workspace, tmp_path: Path) -> None:
    (page,) = text_of(print_year(workspace, tmp_path / "y.pdf", 2022, TODAY))
    assert all(f"{month}月" in page for month in range(1, 13))
    assert "●2" in page


def test_that_a_year_without_announced_schedule_says_so(workspace: Workspace, tmp_path: Path) -> None:
    (page,) = text_of(print_year(workspace, tmp_path / "y.pdf", 2030, TODAY))
    assert "2030年暂按法定节日推算" in page


def test_that_the_backward_schedule_names_the_days_for_each_unit(
    workspace: Workspace, tmp_path: Path
) -> None:
    pages = "".join(text_of(print_backward(workspace, tmp_path / "b.pdf", date(2022, 10, 1), TODAY)))
    assert "县审计局" in pages
    assert "10-17 周一" in pages, "ten working days before 31 October"
    assert "该提醒" in pages
    assert "已逾期" in pages


def test_that_the_agenda_goes_day_by_day(workspace: Workspace, tmp_path: Path) -> None:
    path = print_agenda(workspace, tmp_path / "a.pdf", date(2022, 10, 1), 3, TODAY)
    pages = "".join(text_of(path))
    days = ("2022-10-08 周六", "2022-10-31 周一", "2022-12-31 周六")
    assert sorted(days, key=pages.index) == list(days)
    assert "调休上班" in pages


def test_that_nothing_is_printed_where_nothing_falls_due(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        print_backward(workspace, tmp_path / "b.pdf", date(2022, 2, 1), TODAY)
    with pytest.raises(InvalidInput):
        print_agenda(workspace, tmp_path / "a.pdf", date(2022, 2, 1), 1, TODAY)
    with pytest.raises(InvalidInput):
        export_ics(workspace, tmp_path / "c.ics", TODAY, DutyFilter(text="没有这项"))
    assert list(tmp_path.glob("*.pdf")) == []


def events(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode().replace("\r\n ", "")
    parts = [part.split("BEGIN:VALARM")[0] for part in text.split("BEGIN:VEVENT")[1:]]
    return [dict(line.split(":", 1) for line in part.split("\r\n") if ":" in line) for part in parts]


def test_that_every_checkpoint_becomes_an_event(workspace: Workspace, tmp_path: Path) -> None:
    path = export_ics(workspace, tmp_path / "日历", TODAY)
    assert path.suffix == ".ics"
    found = events(path)
    assert (
        sorted(event["DTSTART;VALUE=DATE"] for event in found)
        == ["20221008"] * 2 + ["20221031"] + ["20221231"] * 2
    )
    assert any("财政信息公开（县财政局·牵头）" in event["SUMMARY"] for event in found)


def test_that_only_the_chosen_month_is_written(workspace: Workspace, tmp_path: Path) -> None:
    path = export_ics(workspace, tmp_path / "c.ics", TODAY, DutyFilter(month=(2022, 12)))
    assert {event["DTSTART;VALUE=DATE"] for event in events(path)} == {"20221231"}


def test_that_a_moved_checkpoint_keeps_its_event_and_a_done_one_its_day(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = {event["UID"]: event for event in events(export_ics(workspace, tmp_path / "1.ics", TODAY))}
    row = list_duties(workspace, TODAY)[0]
    move_checkpoint(workspace, row.checkpoints[0].id, date(2022, 11, 4), "文件推迟印发", "张主任")
    other = list_duties(workspace, TODAY)[1]
    complete(workspace, [other.duty_id], TODAY)
    after = {event["UID"]: event for event in events(export_ics(workspace, tmp_path / "2.ics", TODAY))}
    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid]["DTSTART;VALUE=DATE"] != after[uid]["DTSTART;VALUE=DATE"]]
    assert [after[uid]["DTSTART;VALUE=DATE"] for uid in moved] == ["20221104"]
    assert all(int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"]) for uid in moved)
    assert any(event["SUMMARY"].startswith("✓") for event in after.values())
