"""Files are checked before they are read."""

from pathlib import Path

import pytest

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.services.recognise import read_bytes


def test_that_a_file_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "全年资料.docx"
    with huge.open("wb") as file:
        file.truncate(4 * 2**30)  # a sparse file: reading it would fill the memory
    with pytest.raises(FileUnreadable, match=r"全年资料\.docx"):
        read_bytes(huge)


def test_that_a_folder_and_a_missing_file_are_refused_with_a_way_out(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "没有.docx"):
        with pytest.raises(FileUnreadable) as refusal:
            read_bytes(path)
        assert refusal.value.hint
