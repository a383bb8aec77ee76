"""The self-test of the installed program, apart from its window: what it tries, and what it writes down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai_desktop.cli import self_test
from gongkai_desktop.cli.self_checks import SelfTest
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.importers.detect import detect
from gongkai_desktop.importers.registry import READERS
from gongkai_desktop.services.sample import format_files


def test_that_there_is_a_file_for_every_reader_and_every_name_a_clerk_meets() -> None:
    kinds = {detect(path.name, path.read_bytes()) for path in format_files()}
    assert kinds == set(READERS)
    suffixes = {path.suffix for path in format_files()}
    assert {".doc", ".wps", ".docx", ".xls", ".et", ".xlsx", ".pdf", ".html", ".mht", ".csv"} <= suffixes


def test_that_every_part_but_the_window_passes(tmp_path: Path) -> None:
    test = SelfTest(tmp_path, tmp_path / "结果")
    (tmp_path / "结果").mkdir()
    *parts, (window, _work) = test.checks()
    said = {name: work() for name, work in parts}
    test.close()
    assert "页面" in window
    assert said["导入 .wps 文件"] == "3 项任务"
    assert "读回" in said["写出 Excel 台账"]
    assert "pdf、docx" in said["生成督办通知"]


def test_that_a_failing_part_is_a_finding_with_its_reason() -> None:
    finding = self_test._try("字体", lambda: str(1 // 0))
    assert not finding.passed
    assert "ZeroDivisionError" in finding.detail


def test_that_an_unfinished_test_never_counts_as_passed(tmp_path: Path) -> None:
    passed = self_test._try("字体", lambda: "齐全")
    self_test._write(tmp_path, [passed], {}, finished=False)
    written = json.loads((tmp_path / "self-test.json").read_text("utf-8"))
    assert (written["passed"], written["finished"]) == (False, False)
    assert "没有做完" in (tmp_path / "self-test.txt").read_text("utf-8")
    self_test._write(tmp_path, [passed], {}, finished=True)
    assert json.loads((tmp_path / "self-test.json").read_text("utf-8"))["passed"] is True


def test_that_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("占住")
    with pytest.raises(CannotSave):
        self_test._write(tmp_path / "文件", [], {}, finished=False)
