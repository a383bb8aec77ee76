"""The unit directory as a file: in, out, and refused in whole."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.errors import CannotSave, FileUnreadable
from gongkai_desktop.services.units import UnitsImported, export_units, import_units, list_units, save_unit
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 7, 1)
HEADER = ("全称", "类别", "简称", "启用日期", "停用日期")


def bring_in(
    workspace: Workspace, *rows: tuple[str, ...], encoding: str = "utf-8-sig", replace_all: bool = False
) -> UnitsImported:
    """Import these rows from a .csv."""
    path = Path(workspace.ledger.engine.url.database or "").with_name("名录.csv")
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return import_units(workspace, path, TODAY, replace_all)


def unit_of(workspace: Workspace, name: str) -> Unit:
    """The unit of this name."""
    return next(unit for unit in list_units(workspace) if unit.name == name)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_that_an_exported_directory_comes_back_unchanged(
    workspace: Workspace, tmp_path: Path, ending: str
) -> None:
    founded = Unit(0, "新局", UnitKind.DEPARTMENT, ("老局",), valid_from=date(2022, 1, 31))
    save_unit(workspace, founded, TODAY)
    before = list_units(workspace)

    done = import_units(workspace, export_units(workspace, tmp_path / f"名录{ending}"), TODAY)

    assert (done.added, done.changed, done.problems) == (0, 0, ())
    assert [unit.name for unit in list_units(workspace)] == [unit.name for unit in before]
    assert unit_of(workspace, "新局").valid_from == date(2022, 1, 31)


def test_that_an_exported_workbook_holds_text_and_no_formulas(workspace: Workspace, tmp_path: Path) -> None:
    save_unit(workspace, Unit(0, "=1+1", UnitKind.OTHER), TODAY)

    import_units(workspace, export_units(workspace, tmp_path / "名录.xlsx"), TODAY)

    assert unit_of(workspace, "=1+1").kind is UnitKind.OTHER


def test_that_new_rows_are_added_and_their_kind_is_proposed(workspace: Workspace) -> None:
    done = bring_in(
        workspace, HEADER, ("县粮食局", "", "粮食局，县粮储局", "2022/1/1", "2022年12月31日"), ("",)
    )

    unit = unit_of(workspace, "县粮食局")
    assert (done.added, done.changed) == (1, 0)
    assert (unit.kind, unit.aliases, unit.confirmed) == (UnitKind.DEPARTMENT, ("粮食局", "县粮储局"), True)
    assert (unit.valid_from, unit.valid_to) == (date(2022, 1, 1), date(2022, 12, 31))


def test_that_a_row_finds_its_unit_by_any_name_and_renames_it(workspace: Workspace) -> None:
    known = unit_of(workspace, "县教育体育局")

    done = bring_in(workspace, ("单位名称", "类型"), ("示例县教育局", "垂管"))

    changed = unit_of(workspace, "示例县教育局")
    assert (done.added, done.changed) == (0, 1)
    assert changed.id == known.id
    assert changed.kind is UnitKind.VERTICAL
    assert {"县教育体育局", *known.aliases} == set(changed.aliases)


def test_that_a_short_name_given_to_another_row_is_given_up(workspace: Workspace) -> None:
    bring_in(workspace, HEADER, ("县教育体育局", "县直部门", ""), ("县教育局", "县直部门", "县教科体局"))

    assert not {"县教育局", "县教科体局"} & set(unit_of(workspace, "县教育体育局").aliases)
    assert unit_of(workspace, "县教育局").aliases == ("县教科体局",)


def test_that_the_file_gives_the_order(workspace: Workspace) -> None:
    bring_in(workspace, HEADER, ("县税务局",), ("县新局",), ("县财政局",))

    assert [unit.name for unit in list_units(workspace)][:4] == [
        "县税务局",
        "县新局",
        "县财政局",
        "县政府办公室",
    ]


def test_that_a_file_saved_by_chinese_excel_is_read(workspace: Workspace) -> None:
    assert bring_in(workspace, HEADER, ("县粮食局",), encoding="gbk").added == 1


def test_that_a_title_above_the_header_does_not_matter(workspace: Workspace) -> None:
    assert bring_in(workspace, ("单位名录",), HEADER, ("县粮食局",)).added == 1


def test_that_bad_rows_are_named_and_nothing_is_taken_in(workspace: Workspace) -> None:
    before = list_units(workspace)

    done = bring_in(
        workspace,
        HEADER,
        ("县粮食局", "县直部门"),
        ("", "县直部门"),
        ("县新局", "部门"),
        ("县甲局", "", "", "去年", "2022-02-30"),
        ("县乙局", "", "", "2022-02-01", "2022-01-01"),
        ("县丙局", "", "县粮食局"),
        ("县丁局", "", "县财政局"),
    )

    assert [(problem.where, problem.text[:8]) for problem in done.problems] == [
        ("第3行", "没有单位全称"),
        ("第4行", "类别“部门”不能"),
        ("第5行", "启用日期“去年”"),
        ("第6行", "停用日期早于启用"),
        ("第7行", "“县粮食局”与第"),
        ("第8行", "“县财政局”在台"),
    ]
    assert "停用日期“2022-02-30”不是日期" in done.problems[2].text
    assert (done.added, done.batch) == (0, "")
    assert list_units(workspace) == before


def test_that_a_whole_directory_can_be_replaced(workspace: Workspace) -> None:
    done = bring_in(workspace, HEADER, ("县财政局", "县直部门"), ("青山镇", "乡镇"), replace_all=True)

    assert [unit.name for unit in list_units(workspace)] == ["县财政局", "青山镇"]
    assert done.removed > 90


@pytest.mark.parametrize("text", [b"", "序号,事项\n1,甲\n".encode(), b"\xff\xff\xff\xff\x00"])
def test_that_a_file_that_is_no_directory_is_refused(
    workspace: Workspace, tmp_path: Path, text: bytes
) -> None:
    path = tmp_path / "甲.csv"
    path.write_bytes(text)

    with pytest.raises(FileUnreadable):
        import_units(workspace, path, TODAY)


def test_that_a_file_that_cannot_be_written_is_said_so(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")

    with pytest.raises(CannotSave):
        export_units(workspace, tmp_path / "文件" / "名录.xlsx")
