"""今日 shows what waits, and says what the clerk wants next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.import_plan import preview_files
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.print_today import print_today
from gongkai_desktop.services.review_drafts import save_draft
from gongkai_desktop.services.sample import SAMPLE_DAY, sample_files
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.today_page import TodayPage
from gongkai_desktop.ui.views.today_card import TodayCard


@pytest.fixture
def page(full_workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> TodayPage:
    page = TodayPage(full_workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    settle()
    return page


def _lines(card: TodayCard) -> int:
    return card.findChild(QTableWidget).rowCount()


def test_that_every_card_holds_its_part_and_no_more_than_fits(
    page: TodayPage, full_workspace: Workspace
) -> None:
    content = today_page(full_workspace, SAMPLE_DAY)
    to_check = (*content.reviews, *content.to_check, *content.units_to_confirm)
    waiting = (content.to_sign, content.awaited, to_check, content.clocks, content.changes)
    parts = (content.late, content.soon, *waiting)
    for card, part in zip(page.cards, parts, strict=True):
        assert _lines(card) == min(len(part), card.most)
        papers = [name for each in content.to_sign for name in each.unit_names]
        count = len(papers if part is content.to_sign else part)
        assert not part or any(str(count) in label.text() for label in card.findChildren(QLabel))


def test_that_opening_a_line_names_its_duty(page: TodayPage, full_workspace: Workspace, qtbot: QtBot) -> None:
    content = today_page(full_workspace, SAMPLE_DAY)
    with qtbot.waitSignal(page.duty_wanted) as told:
        page.late.opened.emit(2)
    assert told.args == [content.late[2].duty_id]


def test_that_the_buttons_lead_to_the_ledger_the_papers_and_the_checks(page: TodayPage, qtbot: QtBot) -> None:
    for card, sheet in ((page.late, 0), (page.to_sign, 0), (page.awaited, 1)):
        with qtbot.waitSignal(page.notices_wanted) as turned:
            card.buttons[0].click()
        assert turned.args == [sheet]
    with qtbot.waitSignal(page.filter_wanted) as told:
        page.soon.buttons[0].click()
    assert told.args[0].lights == frozenset({Light.SOON})
    with qtbot.waitSignal(page.check_wanted) as asked:
        page.to_check.opened.emit(1)
    assert asked.args[0][0].task.id != asked.args[0][-1].task.id
    with qtbot.waitSignal(page.units_wanted):
        page.to_check.buttons[2].click()


def test_that_papers_proposed_wait_to_be_signed_until_they_are_issued(
    page: TodayPage, full_workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    proposed = {each.kind: each.unit_names for each in today_page(full_workspace, SAMPLE_DAY).to_sign}
    late = {row.unit_name for row in list_duties(full_workspace, SAMPLE_DAY) if row.light is Light.LATE}
    assert set(proposed["督办通知"]) <= late
    assert proposed["督办通知"]
    with qtbot.waitSignal(page.notices_wanted):
        page.to_sign.opened.emit(0)
    issue_notices(full_workspace, "督办通知", tmp_path, SAMPLE_DAY)
    assert "督办通知" not in {each.kind for each in today_page(full_workspace, SAMPLE_DAY).to_sign}


def test_that_an_empty_ledger_is_met_with_friendly_lines(
    empty_workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = TodayPage(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    settle()
    for card in page.cards[:5]:
        assert _lines(card) == 0
        assert not any(button.isVisible() for button in card.buttons)


def test_that_an_import_put_aside_is_offered_and_gone_once_there_is_none(
    workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = TodayPage(workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.reload()
    settle()
    go_on = page.to_check.buttons[0]
    assert go_on.isHidden()
    kept = save_draft(workspace, preview_files(workspace, sample_files()[1:]))
    page.reload()
    settle()
    assert not go_on.isHidden()
    with qtbot.waitSignal(page.review_wanted) as told:
        go_on.click()
    assert told.args == [kept]


def test_that_a_paper_without_an_answer_is_awaited_until_its_unit_speaks(
    full_workspace: Workspace, tmp_path: Path, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    issued = issue_notices(full_workspace, "督办通知", tmp_path, SAMPLE_DAY)
    content = today_page(full_workspace, SAMPLE_DAY)
    assert {each.notice.number for each in content.awaited} == {one.notice.number for one in issued}
    first = content.awaited[0]
    record_progress(full_workspace, first.duty_ids, SAMPLE_DAY, "正在办理", None, "单位来电")
    left = today_page(full_workspace, SAMPLE_DAY).awaited
    assert first.notice.number not in {each.notice.number for each in left}
    page = TodayPage(full_workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.reload()
    settle()
    with qtbot.waitSignal(page.duty_wanted) as told:
        page.awaited.opened.emit(0)
    assert told.args[0] in left[0].duty_ids


def test_that_the_leader_gets_one_page(full_workspace: Workspace, tmp_path: Path) -> None:
    path = print_today(full_workspace, tmp_path / "今日", SAMPLE_DAY)
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
    late = len(today_page(full_workspace, SAMPLE_DAY).late)
    assert f"逾期（{late}）" in text
    assert "等待反馈" in text
    assert "没有等待反馈的督办文书" in text


def test_that_an_empty_day_makes_a_page_too(empty_workspace: Workspace, tmp_path: Path) -> None:
    path = print_today(empty_workspace, tmp_path / "今日.pdf", SAMPLE_DAY)
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        assert "没有逾期的事项" in document[0].get_textpage().get_text_bounded()


def test_that_changes_are_those_since_the_working_day_before(full_workspace: Workspace) -> None:
    today = full_workspace.now().date()
    record_progress(full_workspace, [list_duties(full_workspace, today)[0].duty_id], today, "一", None, "")
    newest = today_page(full_workspace, today).changes[0]
    assert (newest.action, newest.duty_count, newest.who) == ("记进展", 1, "王办事")
    assert today_page(full_workspace, today - timedelta(days=30)).changes == ()
