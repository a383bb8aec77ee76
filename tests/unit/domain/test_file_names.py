"""Every text makes a file name that every system takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.file_names import safe_file, safe_name

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_NASTY = st.text(
    alphabet=st.sampled_from('CONcomAUXnul1239. :/\\\\*?"<>|\x00\n\t局通知〔〕\u202e'), max_size=30
)


@given(st.one_of(st.text(max_size=400), _NASTY), st.sampled_from(["", ".pdf", ".docx"]))
def test_that_any_text_gives_a_name_that_windows_takes(text: str, ending: str) -> None:
    name = safe_name(text, ending)
    assert name.endswith(ending)
    assert not set(name) & set('<>:"/\\\\|?*')
    assert all(ord(sign) >= 32 for sign in name)
    assert name == name.strip() == name.rstrip(".")
    assert not name.startswith(".")
    assert name.partition(".")[0].strip().lower() not in _DEVICES
    assert len(name.encode()) <= 255
    assert Path(name).name == name


@given(st.text(max_size=100))
def test_that_a_safe_name_stays_as_it_is(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("督〔2026〕3号 县财政局", "督〔2026〕3号 县财政局.pdf"),
        ("CON", "_CON.pdf"),
        ("con.2026", "_con.2026.pdf"),
        ("公开/不公开: 表", "公开_不公开_ 表.pdf"),
        ("通知... ", "通知.pdf"),
        ("..", "未命名.pdf"),
        ("", "未命名.pdf"),
    ],
)
def test_that_office_names_are_hardly_touched(text: str, name: str) -> None:
    assert safe_name(text, ".pdf") == name


def test_that_a_long_name_is_cut_between_characters(tmp_path: Path) -> None:
    name = safe_name("公开" * 200, ".pdf")
    (tmp_path / name).touch()
    assert name.startswith("公开公开")
    assert name.endswith(".pdf")


def test_that_the_ending_of_a_file_is_kept() -> None:
    assert safe_file("时限计算单 甲/乙.pdf") == "时限计算单 甲_乙.pdf"
    assert safe_file("公开" * 200 + ".xlsx").endswith("公.xlsx")
    assert safe_file("第1.2项") == "第1.2项"
    assert safe_file("aux.pdf") == "_aux.pdf"
