"""Statutory limits are found by what stands in them and by pinyin initials."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.services.clock_search import clock_search_texts, plain_search_texts
from gongkai_desktop.services.clocks import ClockDraft, ClockLine, list_clocks, start_clocks
from gongkai_desktop.services.workspace import open_workspace

DAY = date(2026, 9, 18)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[ClockLine]:
    workspace = open_workspace(tmp_path / "l.gkdb", "王办事")
    draft = ClockDraft("proactive", "城区停车收费", DAY, number="示政办发〔2026〕9号", party="李某")
    start_clocks(workspace, [draft])
    yield list_clocks(workspace, DAY)[0]
    workspace.close()


@pytest.mark.parametrize("words", ["停车", "cqtc", "〔2026〕9号", "lm", "zdgk", "第二十六条"])
def test_that_a_limit_is_found_by_its_texts_and_initials(line: ClockLine, words: str) -> None:
    assert words in clock_search_texts([line])[line.clock_id]


def test_that_the_plain_texts_do_without_initials(line: ClockLine) -> None:
    text = plain_search_texts([line])[line.clock_id]
    assert "停车" in text
    assert "cqtc" not in text
