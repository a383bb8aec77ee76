"""gongkai units import|export|list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongkai_desktop.cli.options import (
    as_of_option,
    json_option,
    ledger_option,
    opened,
    print_json,
    print_table,
    tell,
)
from gongkai_desktop.cli.refusals import ChineseGroup
from gongkai_desktop.services.units import export_units, import_units, list_units


@click.group("units", cls=ChineseGroup)
def units_group() -> None:
    """单位名录：导入、导出、列出。"""


@units_group.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@ledger_option
@as_of_option
def import_units_command(file: Path, ledger: str | None, as_of: date) -> None:
    """从 .csv 或 .xlsx 导入单位名录。"""
    with opened(ledger, create=True) as workspace:
        result = import_units(workspace, file, as_of)
    click.echo(f"新增 {result.added} 个单位，修改 {result.changed} 个单位")
    for problem in result.problems:
        tell(f"注意：{problem.where}：{problem.text}")
    if result.problems and not (result.added or result.changed):
        raise click.exceptions.Exit(1)


@units_group.command("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@ledger_option
def export_units_command(file: Path, ledger: str | None) -> None:
    """把单位名录写成 .csv 或 .xlsx。"""
    with opened(ledger) as workspace:
        click.echo(export_units(workspace, file))


@units_group.command("list")
@ledger_option
@json_option
def list_units_command(ledger: str | None, as_json: bool) -> None:
    """列出单位名录。"""
    with opened(ledger) as workspace:
        units = list_units(workspace)
    if as_json:
        print_json(
            [
                {
                    "name": unit.name,
                    "kind": unit.kind.value,
                    "aliases": list(unit.aliases),
                    "confirmed": unit.confirmed,
                }
                for unit in units
            ]
        )
        return
    rows = [
        (unit.name, unit.kind.value, "、".join(unit.aliases), "" if unit.confirmed else "待确认")
        for unit in units
    ]
    print_table(("全称", "类别", "简称", "备注"), rows)
