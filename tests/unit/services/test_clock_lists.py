"""A month's list of decisions, pasted or in a workbook, becomes statutory limits after a look."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import contents

from gongkai_desktop.errors import FileUnreadable, InvalidInput
from gongkai_desktop.services import clocks
from gongkai_desktop.services.clock_lists import DecisionList, preview_decisions, start_decisions
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2026, 9, 30)
PASTED = (
    "序号\t行政处罚决定书文号\t行政相对人名称\t案由\t处罚决定日期\t处罚机关\t公示截止日期\n"
    "1\t示市监罚〔2026〕1号\t某某超市\t销售过期食品\t2026-09-18\t县市场监管局\t2027-09-18\n"
    "2\t示市监罚〔2026〕2号\t某某药店\t无处方销售\t2026年9月21日\t县市场监督管理局\t\n"
    "3\t示市监罚〔2026〕3号\t某某饭店\t无证经营\t9月底\t县市场监管局\t\n"
    "4\t示市监罚〔2026〕4号\t某某商行\t无照经营\t2026/10/12\t县某某专班\t\n"
    "合计\t4件\t\t\t\t\t\n"
)


def pasted(workspace: Workspace, text: str = PASTED) -> DecisionList:
    return preview_decisions(workspace, "permit_penalty", TODAY, text=text)


def test_that_a_pasted_list_is_read_by_its_titles(workspace: Workspace) -> None:
    found = pasted(workspace)
    assert found.columns == {
        "number": "行政处罚决定书文号",
        "party": "行政相对人名称",
        "matter": "案由",
        "date": "处罚决定日期",
        "unit": "处罚机关",
    }
    assert [row.row for row in found.rows] == [2, 3, 4, 5]
    first, second, third, fourth = found.rows
    assert (first.matter, first.number, first.party) == (
        "销售过期食品",
        "示市监罚〔2026〕1号",
        "某某超市",
    )
    assert (first.started_on, second.started_on) == (date(2026, 9, 18), date(2026, 9, 21))
    assert first.unit_id == second.unit_id is not None
    assert first.ready
    assert second.ready
    assert third.flags == ("日期“9月底”看不懂",)
    assert fourth.flags == ("日期在今天之后", "单位名录里没有“县某某专班”")


def test_that_the_rows_taken_become_limits_at_once(workspace: Workspace, ledger_path: Path) -> None:
    before = contents(ledger_path)
    found = pasted(workspace)
    batch = start_decisions(workspace, "permit_penalty", [row for row in found.rows if row.ready])
    started = clocks.list_clocks(workspace, TODAY)
    assert [(line.number, line.due) for line in started] == [
        ("示市监罚〔2026〕1号", date(2026, 9, 29)),
        ("示市监罚〔2026〕2号", date(2026, 10, 8)),
    ]
    undo(workspace, batch)
    assert contents(ledger_path) == before


def test_that_a_row_without_a_date_starts_nothing(workspace: Workspace) -> None:
    with pytest.raises(InvalidInput, match="第4行"):
        start_decisions(workspace, "permit_penalty", pasted(workspace).rows)
    assert not clocks.list_clocks(workspace, TODAY)


def test_that_what_the_ledger_has_is_not_taken_again(workspace: Workspace) -> None:
    found = pasted(workspace)
    start_decisions(workspace, "permit_penalty", found.rows[:1])
    again = pasted(workspace)
    assert [row.known for row in again.rows] == [True, False, False, False]
    start_decisions(workspace, "permit_penalty", again.rows[:2])
    assert len(clocks.list_clocks(workspace, TODAY)) == 2


def test_that_a_number_that_comes_twice_is_said(workspace: Workspace) -> None:
    found = pasted(workspace, PASTED.replace("2026〕2号", "2026〕1号"))
    assert [bool(row.flags) for row in found.rows[:2]] == [True, True]
    assert found.rows[0].flags == ("文号“示市监罚〔2026〕1号”重复",)


def test_that_a_workbook_with_a_heading_is_read(workspace: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["9月行政许可清单"])
    sheet.merge_cells("A1:D1")
    sheet.append(["许可内容", "申请人", "许可决定日期", "备注"])
    sheet.append(["食品经营许可", "某某公司", date(2026, 9, 18), ""])
    sheet["C3"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "许可.xlsx")
    found = preview_decisions(workspace, "permit_penalty", TODAY, path=tmp_path / "许可.xlsx")
    (row,) = found.rows
    assert (row.matter, row.party, row.started_on, row.ready) == (
        "食品经营许可",
        "某某公司",
        date(2026, 9, 18),
        True,
    )


def test_that_times_of_day_are_read_for_limits_in_hours(workspace: Workspace) -> None:
    text = "事项\t发生时间\n某某路段积水\t2026-09-18 9:05\n"
    found = preview_decisions(workspace, "opinion_5h", TODAY, text=text)
    start_decisions(workspace, "opinion_5h", found.rows)
    (line,) = clocks.list_clocks(workspace, TODAY)
    assert line.due_at
    assert (line.due_at.hour, line.due_at.minute) == (14, 5)


@pytest.mark.parametrize("text", ["今天开会。", "案由\t当事人\n甲\t乙\n", "姓名\t日期\n某甲\t2026-09-18\n"])
def test_that_what_is_no_list_of_decisions_is_refused(workspace: Workspace, text: str) -> None:
    with pytest.raises(InvalidInput, match="清单"):
        pasted(workspace, text)


def test_that_an_empty_clipboard_is_refused(workspace: Workspace) -> None:
    with pytest.raises(FileUnreadable):
        pasted(workspace, "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(PASTED)), st.integers(0, 9), st.text("0123456789-/年月日\t\n文号", max_size=6)
        ),
        max_size=8,
    )
)
def test_that_a_damaged_list_is_read_or_refused_but_never_breaks(
    workspace: Workspace, cuts: list[tuple[int, int, str]]
) -> None:
    text = PASTED
    for place, length, instead in cuts:
        text = text[:place] + instead + text[place + length :]
    try:
        found = pasted(workspace, text)
    except (InvalidInput, FileUnreadable):
        return
    assert all(row.started_on or row.flags for row in found.rows)
