"""The detail's text and the wording of the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.ledger import Evidence, JournalEntry, Plan, Progress, Task
from gongkai_desktop.domain.lights import DEFAULT_STYLES
from gongkai_desktop.domain.recognised import Flag
from gongkai_desktop.services.duties import DutyDetail
from gongkai_desktop.ui.views import detail_html
from gongkai_desktop.ui.views.history_words import history_lines

from .builders import TODAY, checkpoint, duty, with_checkpoints

pytestmark = pytest.mark.usefixtures("qapp")
_AT = datetime(2026, 10, 9, 14, 2)  # noqa: DTZ001  (only its digits are shown)


def entry(number: int, batch: str = "b", **given: Any) -> JournalEntry:
    fields: dict[str, Any] = {
        "id": number, "batch": batch, "at": _AT, "who": "王办事", "action": "改期", "reason": "",
        "entity": "checkpoint", "entity_id": 1, "old": None, "new": None,
    }  # fmt: skip
    return JournalEntry(**fields | given)


def detail(**given: Any) -> DutyDetail:
    row = with_checkpoints(duty(1), [checkpoint(5, 1, date(2026, 10, 31), label="10月底前")])
    task = Task(
        1,
        1,
        1,
        "4",
        ("公开", "财政"),
        "公开<预算>。",
        ("甲。", "乙。"),
        "县财政局",
        "10月底前",
        (),
        "表1 第4行",
    )
    plan = Plan(1, "示例县工作要点", None, None, None, None, 2026, "a.docx", "", _AT)
    return replace(DutyDetail(row, task, plan, (), (), (), (), ("从今天数起",)), **given)


def body(given: DutyDetail, *opened: str) -> str:
    return detail_html.body_html(given, DEFAULT_STYLES, frozenset(opened))


def test_that_text_from_files_stays_text() -> None:
    assert "公开&lt;预算&gt;。" in body(detail())


def test_that_the_count_and_the_items_are_folded_until_asked_for() -> None:
    assert "从今天数起" not in body(detail())
    assert "从今天数起" in body(detail(), detail_html.COUNTED)
    assert "1. 甲。" in body(detail(), detail_html.ITEMS)


def test_that_open_checkpoints_can_be_moved_and_closed_ones_cannot() -> None:
    assert f"{detail_html.MOVE}5" in body(detail())
    done = with_checkpoints(duty(1), [checkpoint(5, 1, TODAY, done=True)])
    assert detail_html.MOVE not in body(detail(row=done))


def test_that_only_web_addresses_become_links() -> None:
    web = Evidence(1, 1, "https://www.example.gov.cn/a.html", TODAY)
    other = Evidence(2, 1, "file:///etc/passwd", TODAY)
    text = body(detail(evidence=(web, other)))
    assert 'href="https://www.example.gov.cn/a.html"' in text
    assert 'href="file' not in text


def test_that_empty_parts_say_what_to_do() -> None:
    text = body(detail())
    assert "还没有进展" in text
    assert "还没有佐证" in text


def test_that_progress_says_who_and_how_far() -> None:
    assert "2026-10-12 录入中 60%（县财政局）" in body(
        detail(progress=(Progress(1, 1, TODAY, "录入中", 60, "县财政局"),))
    )


def test_that_doubts_stand_on_top() -> None:
    flagged = replace(detail().task, flags=(Flag("units", "看作两个单位"),))
    text = body(detail(task=flagged))
    assert text.index("看作两个单位") < text.index("时限")


def test_that_one_action_makes_one_line_with_old_and_new() -> None:
    lines = history_lines(
        [
            entry(3, reason="领导同意", old={"due": "2026-10-20"}, new={"due": "2026-10-31"}),
            entry(2, entity="duty", old={"version": 1}, new={"version": 2}),
            entry(1, "a", action="导入", entity="duty", new={}),
        ]
    )
    assert lines == [
        "2026-10-09 14:02 王办事 改期：领导同意（日期 2026-10-20 → 2026-10-31）",
        "2026-10-09 14:02 王办事 导入",
    ]


def test_that_a_long_history_is_folded() -> None:
    history = tuple(entry(i, f"b{i}", action=f"动作{i}") for i in range(9))
    assert "动作8" not in body(detail(history=history))
    assert "动作8" in body(detail(history=history), detail_html.HISTORY)


def test_that_every_light_is_told_by_word_and_shape(qtbot: QtBot) -> None:
    text = detail_html.head_html(detail().row, DEFAULT_STYLES)
    assert "○ 正常" in text
