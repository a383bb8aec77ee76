"""The page that shows how a last day was counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from ledgers import make_task

from gongkai_desktop.domain.deadline import Within
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services import clocks
from gongkai_desktop.services.clocks import ClockDraft
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.events import EventLimit, enter_event, events_of
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.strips import write_clock_strip, write_event_strip
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.services.year_wheel import start_year_wheel

TODAY = date(2026, 3, 20)


def words(path: Path) -> str:
    """All that is printed on the pages."""
    with pdfium.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


def test_that_a_limits_page_shows_its_pause_and_its_article(workspace: Workspace, tmp_path: Path) -> None:
    draft = ClockDraft("request_reply", "某某申请", date(2026, 3, 2), number="第3号", party="某甲")
    clocks.start_clocks(workspace, [draft])
    (line,) = clocks.list_clocks(workspace, TODAY)
    clocks.pause(workspace, [line.clock_id], date(2026, 3, 9), "征求第三方意见")
    clocks.resume(workspace, [line.clock_id], date(2026, 3, 18))
    text = words(write_clock_strip(workspace, line.clock_id, tmp_path / "单.pdf", TODAY))
    for said in ("依申请公开答复（20个工作日内）", "某某申请", "第3号", "第三十三条", "2026-04-09", "暂停"):
        assert said in text


def test_that_a_date_of_the_law_has_no_count(workspace: Workspace, tmp_path: Path) -> None:
    start_year_wheel(workspace, 2027, ["report_government"])
    (line,) = clocks.list_clocks(workspace, TODAY)
    with pytest.raises(InvalidInput):
        write_clock_strip(workspace, line.clock_id, tmp_path / "单.pdf", TODAY)


def test_that_an_events_page_names_the_task_and_the_unit(
    workspace: Workspace, import_tasks: Callable[..., ImportResult], tmp_path: Path
) -> None:
    import_tasks(make_task(deadlines=[Within(7, "working", "作出决定")]))
    (row,) = list_duties(workspace, TODAY)
    day = date(2022, 9, 8)
    enter_event(workspace, [row.duty_id], EventLimit("作出决定", 7, "working"), day, "示罚〔2022〕3号")
    (event,) = events_of(workspace, row.duty_id)
    text = words(write_event_strip(workspace, row.duty_id, event.id, tmp_path / "单.pdf", TODAY))
    for said in ("财政信息公开：作出决定（示罚〔2022〕3号）", "县财政局", "2022-09-20", "中秋节"):
        assert said in text
    with pytest.raises(InvalidInput):
        write_event_strip(workspace, row.duty_id, event.id + 1, tmp_path / "单.pdf", TODAY)
