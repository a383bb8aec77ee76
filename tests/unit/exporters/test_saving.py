from pathlib import Path

import pytest

from gongkai_desktop.errors import CannotSave
from gongkai_desktop.exporters.saving import save_bytes


def test_that_a_file_is_replaced_and_its_folder_made(tmp_path: Path) -> None:
    file = tmp_path / "新文件夹" / "台账.xlsx"
    save_bytes(file, b"old")
    save_bytes(file, b"new")
    assert file.read_bytes() == b"new"
    assert [entry.name for entry in file.parent.iterdir()] == ["台账.xlsx"]


def test_that_a_failure_is_told_in_chinese_and_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "台账.xlsx"
    taken.mkdir()
    with pytest.raises(CannotSave, match="不能保存"):
        save_bytes(taken, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["台账.xlsx"]


def test_that_a_folder_that_cannot_be_made_is_told_as_well(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotSave):
        save_bytes(tmp_path / "file" / "台账.xlsx", b"new")
