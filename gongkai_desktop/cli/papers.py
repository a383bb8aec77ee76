"""gongkai export, gongkai notices, gongkai report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from gongkai_desktop.cli.issued import run_round
from gongkai_desktop.cli.options import (
    Month,
    as_of_option,
    json_option,
    ledger_option,
    opened,
    print_json,
    tell,
)
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.unit_names import build_index
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.export_ics import export_ics
from gongkai_desktop.services.export_ledger import export_excel
from gongkai_desktop.services.issue_notices import KINDS, UNNUMBERED, issue_notices, write_papers
from gongkai_desktop.services.issue_report import issue_report
from gongkai_desktop.services.monthly_report import write_report
from gongkai_desktop.services.papers import save_pdf
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace

_unit_option = click.option("--unit", default=None, metavar="单位", help="只要这个单位（全称或简称）")


def _unit_id(workspace: Workspace, name: str | None) -> int | None:
    """The unit of this name, None where none is named. Raises InvalidInput for an unknown one."""
    if name is None:
        return None
    unit = build_index(list_units(workspace)).find(name)
    if unit is None:
        raise InvalidInput(f"单位名录里没有“{name}”。", "用 gongkai units list 查看名录里的全称和简称。")
    return unit.id


@click.command("export", cls=ChineseCommand)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx或.ics")
@ledger_option
@_unit_option
@click.option("--month", type=Month(), default=None, help="只要这个月有节点的事项，例如 2022-10")
@as_of_option
def export_command(
    file: Path, ledger: str | None, unit: str | None, month: tuple[int, int] | None, as_of: date
) -> None:
    """把台账写成 Excel 文件；文件名以 .ics 结尾时写成日历文件。"""
    write = export_ics if file.suffix.lower() == ".ics" else export_excel
    with opened(ledger) as workspace:
        wanted = DutyFilter(unit_id=_unit_id(workspace, unit), month=month)
        click.echo(write(workspace, file, as_of, wanted))


@click.command("notices", cls=ChineseCommand)
@click.option("--kind", type=click.Choice([*KINDS, *UNNUMBERED]), default=None, help="文书种类")
@click.option("--round", "as_round", is_flag=True, help="按督办规则出本月的文书；不写 --out 只列出")
@ledger_option
@click.option("--out", type=click.Path(path_type=Path), default=None, help="文书写入此文件夹")
@click.option("--format", "formats", default="pdf", help="pdf、docx，或 pdf,docx")
@_unit_option
@as_of_option
@json_option
def notices_command(
    kind: str | None,
    as_round: bool,
    ledger: str | None,
    out: Path | None,
    formats: str,
    unit: str | None,
    as_of: date,
    as_json: bool,
) -> None:
    """出督办文书：有文号的编号并存入台账，清单、记录、回执只生成文件。"""
    wanted = tuple(part.strip() for part in formats.split(",") if part.strip())
    if as_round == (kind is not None):
        raise click.UsageError("请用 --kind 写明文书种类，或用 --round 按督办规则出本月的文书。")
    if as_round:
        if unit is not None:
            raise click.UsageError("--round 是全部单位的，不能和 --unit 一起用。")
        run_round(ledger, as_of, out, wanted, as_json)
        return
    if kind is None or out is None:
        raise click.UsageError("请用 --out 写明文书放进哪个文件夹。")
    with opened(ledger) as workspace:
        unit_id = _unit_id(workspace, unit)
        chosen = None if unit_id is None else [unit_id]
        papers = _papers(workspace, kind, out, as_of, chosen, wanted)
    if as_json:
        print_json([{"number": p.number, "unit": p.unit, "files": list(map(str, p.paths))} for p in papers])
        return
    if missing := sorted({character for paper in papers for character in paper.missing}):
        tell(f"注意：字库里没有这些字，文书中印作“〓”，请手工补写：{'、'.join(missing)}")
    for paper in papers:
        click.echo("\t".join((paper.number or kind, paper.unit, "、".join(map(str, paper.paths)))))
    tell(f"共 {len(papers)} 份" if papers else f"没有要写进{kind}的事项，未生成文书")


@dataclass(frozen=True)
class _Paper:
    number: str
    unit: str
    paths: Sequence[Path]
    missing: Sequence[str]


def _papers(
    workspace: Workspace, kind: str, out: Path, as_of: date, units: list[int] | None, formats: tuple[str, ...]
) -> list[_Paper]:
    if kind in KINDS:
        issued = issue_notices(workspace, kind, out, as_of, units, formats=formats)
        return [_Paper(one.notice.number, one.notice.unit_name, one.paths, one.missing) for one in issued]
    written = write_papers(workspace, kind, out, as_of, units, formats=formats)
    return [_Paper("", one.unit_name, one.paths, one.missing) for one in written]


@click.command("report", cls=ChineseCommand)
@click.option("--month", type=Month(), required=True, help="报告月份，例如 2022-10")
@ledger_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="文件.pdf",
    help="报告文件；以 .docx 结尾写成 Word，以 .xlsx 结尾写出其中的表格",
)
@click.option("--director", is_flag=True, help="送领导的一页")
@click.option("--issue", is_flag=True, help="签发：编期号或文号，存入台账（先在督办规则里选好怎样编号）")
@as_of_option
def report_command(
    month: tuple[int, int], ledger: str | None, out: Path, director: bool, issue: bool, as_of: date
) -> None:
    """写出月度督办报告。"""
    if issue and (director or out.suffix.lower() not in ("", ".pdf")):
        raise click.UsageError("签发的是报告全文的 PDF，不能和 --director、.docx、.xlsx 一起用。")
    with opened(ledger) as workspace:
        if issue:
            notice, data = issue_report(workspace, month, as_of, as_of)
            click.echo(save_pdf(out, data))
            tell(f"已签发：{notice.label}")
            return
        click.echo(write_report(workspace, month, out, as_of, director=director))
