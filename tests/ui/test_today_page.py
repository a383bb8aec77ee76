"""今日 shows what waits, and says what the clerk wants next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.import_plan import preview_files
from gongkai_desktop.services.review_drafts import save_draft
from gongkai_desktop.services.sample import SAMPLE_DAY, sample_files
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.today_page import TodayPage
from gongkai_desktop.ui.views.today_card import MOST_LINES, TodayCard


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
    parts = (content.late, content.soon, content.to_check, content.units_to_confirm)
    for card, part in zip((page.late, page.soon, page.to_check, page.units), parts, strict=True):
        assert _lines(card) == min(len(part), MOST_LINES)
        assert any(str(len(part)) in label.text() for label in card.findChildren(QLabel))


def test_that_opening_a_line_names_its_duty(page: TodayPage, full_workspace: Workspace, qtbot: QtBot) -> None:
    content = today_page(full_workspace, SAMPLE_DAY)
    with qtbot.waitSignal(page.duty_wanted) as told:
        page.late.opened.emit(2)
    assert told.args == [content.late[2].duty_id]


def test_that_the_buttons_lead_to_the_ledger_the_papers_and_the_checks(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.notices_wanted):
        page.late.buttons[0].click()
    with qtbot.waitSignal(page.filter_wanted) as told:
        page.soon.buttons[0].click()
    assert told.args[0].lights == frozenset({Light.SOON})
    with qtbot.waitSignal(page.check_wanted) as asked:
        page.to_check.opened.emit(1)
    assert asked.args[0][0].task.id != asked.args[0][-1].task.id
    with qtbot.waitSignal(page.units_wanted):
        page.units.buttons[0].click()


def test_that_an_empty_ledger_is_met_with_friendly_lines(
    empty_workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = TodayPage(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    settle()
    for card in (page.late, page.soon, page.to_check, page.units):
        assert _lines(card) == 0
        assert not any(button.isVisible() for button in card.buttons)


def test_that_an_import_put_aside_is_offered_and_gone_once_there_is_none(
    workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = TodayPage(workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.reload()
    settle()
    assert page.reviews.isHidden()
    kept = save_draft(workspace, preview_files(workspace, sample_files()[1:]))
    page.reload()
    settle()
    assert not page.reviews.isHidden()
    with qtbot.waitSignal(page.review_wanted) as told:
        page.reviews.buttons[0].click()
    assert told.args == [kept]
