"""gongkai clock: statutory limits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongkai_desktop.cli.options import (
    Day,
    as_of_option,
    json_option,
    ledger_option,
    opened,
    print_json,
    print_table,
    tell,
)
from gongkai_desktop.cli.refusals import ChineseCommand, ChineseGroup
from gongkai_desktop.domain.clocks import ClockState, ClockTemplate
from gongkai_desktop.domain.count_text import PROVISIONAL
from gongkai_desktop.domain.unit_names import build_index
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.clock_lists import preview_decisions, start_decisions
from gongkai_desktop.services.clock_templates import list_templates
from gongkai_desktop.services.clocks import (
    ClockDraft,
    ClockLine,
    finish,
    late_clocks,
    list_clocks,
    start_clocks,
)
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.services.year_wheel import start_year_wheel

_STATES = {
    ClockState.RUNNING: "办理中",
    ClockState.PAUSED: "暂停",
    ClockState.FINISHED: "办结",
    ClockState.CANCELLED: "取消",
}


@click.group("clock", cls=ChineseGroup)
def clock_group() -> None:
    """法定时限：登记、清单、办结、模板、年度法定日期。"""


@clock_group.command("list", cls=ChineseCommand)
@ledger_option
@click.option("--all", "everything", is_flag=True, help="连已办结的一起列出")
@click.option("--late", is_flag=True, help="只列逾期的")
@as_of_option
@json_option
def list_command(ledger: str | None, everything: bool, late: bool, as_of: date, as_json: bool) -> None:
    """列出法定时限，最早到期的在前。"""
    with opened(ledger) as workspace:
        lines = (
            late_clocks(workspace, as_of) if late else list_clocks(workspace, as_of, with_closed=everything)
        )
        words = {light: style.word for light, style in light_styles(workspace.office).items()}
    if as_json:
        print_json([_as_json(line) for line in lines])
        return
    rows = [
        (
            str(line.clock_id),
            line.due.isoformat() + (f" {line.due_at:%H:%M}" if line.due_at else ""),
            words[line.light],
            str(abs(line.days)),
            _STATES[line.state],
            line.unit_name,
            line.name,
            line.number,
            line.matter,
        )
        for line in lines
    ]
    titles = ("编号", "最后一天", "状态", "相差工作日", "办理", "单位", "法定时限", "文号", "事项")
    print_table(titles, rows)
    tell(f"共 {len(rows)} 项")
    if any(line.provisional for line in lines):
        tell(PROVISIONAL)


@clock_group.command("templates", cls=ChineseCommand)
@ledger_option
@json_option
def templates_command(ledger: str | None, as_json: bool) -> None:
    """列出法定时限规则。"""
    with opened(ledger) as workspace:
        templates = list_templates(workspace)
    if as_json:
        print_json([_template_as_json(template) for template in templates])
        return
    rows = [
        (
            template.key,
            template.name,
            template.limit_text,
            template.trigger,
            template.article,
            "已核" if template.verified else "待核",
            "已修改" if template.changed else "" if template.built_in else "自建",
        )
        for template in templates
    ]
    print_table(("编号", "名称", "时限", "起算", "依据", "核对", "备注"), rows)


@clock_group.command("start", cls=ChineseCommand)
@click.argument("template")
@click.option("--file", "file", default=None, metavar="文件", help="一次登记一份清单（Excel、Word 等）")
@click.option("--matter", default="", metavar="事项", help="这是哪一件事")
@click.option("--on", "on", type=Day(), default=None, help="起算日期")
@click.option("--time", "time", default=None, metavar="时间", help="起算时间，按小时计算时要写")
@click.option("--unit", "unit", default=None, metavar="单位", help="责任单位，不写为本办公室")
@click.option("--number", default="", metavar="文号", help="决定的文号")
@click.option("--party", default="", metavar="当事人", help="当事人")
@ledger_option
@as_of_option
def start_command(
    template: str,
    file: str | None,
    matter: str,
    on: date | None,
    time: str | None,
    unit: str | None,
    number: str,
    party: str,
    ledger: str | None,
    as_of: date,
) -> None:
    """登记法定时限；模板编号见 gongkai clock templates。"""
    with opened(ledger) as workspace:
        if file:
            _start_list(workspace, template, Path(file), as_of)
            return
        if on is None:
            raise click.UsageError("请用 --on 写明起算日期，或用 --file 登记一份清单。")
        unit_id = _unit(workspace, unit) if unit else None
        start_clocks(workspace, [ClockDraft(template, matter, on, time, unit_id, number, party)])
        tell("已登记 1 项")


@clock_group.command("finish", cls=ChineseCommand)
@click.argument("clock_ids", type=int, nargs=-1, required=True, metavar="编号...")
@click.option("--on", "on", type=Day(), required=True, help="办结日期")
@click.option("--url", default="", metavar="网址", help="公开的网址")
@click.option("--note", default="", metavar="说明", help="说明")
@ledger_option
def finish_command(clock_ids: tuple[int, ...], on: date, url: str, note: str, ledger: str | None) -> None:
    """办结法定时限。"""
    with opened(ledger) as workspace:
        finish(workspace, clock_ids, on, url, note)
        tell(f"已办结 {len(clock_ids)} 项")


@clock_group.command("wheel", cls=ChineseCommand)
@click.argument("year", type=click.IntRange(2000, 2100), metavar="年度")
@ledger_option
def wheel_command(year: int, ledger: str | None) -> None:
    """生成一年的法定日期；已经生成的不会重复。"""
    with opened(ledger) as workspace:
        started = start_year_wheel(workspace, year)
        tell(f"已生成 {started.count} 项")


def _start_list(workspace: Workspace, template: str, file: Path, today: date) -> None:
    found = preview_decisions(workspace, template, today, path=file)
    ready = [row for row in found.rows if row.ready]
    for row in found.rows:
        if row.flags:
            tell(f"第{row.row}行没有登记：{'；'.join(row.flags)}")
    known = sum(row.known for row in found.rows)
    if ready:
        start_decisions(workspace, template, ready)
    tell(f"已登记 {len(ready)} 项" + (f"，台账中已有 {known} 项" if known else ""))


def _unit(workspace: Workspace, name: str) -> int:
    unit = build_index(list_units(workspace)).find(name)
    if unit is None:
        raise InvalidInput(f"单位名录里没有“{name}”。", "请检查单位名称，或先把它加入名录。")
    return unit.id


def _as_json(line: ClockLine) -> dict[str, object]:
    return {
        "id": line.clock_id,
        "template": line.template_key,
        "name": line.name,
        "limit": line.limit,
        "matter": line.matter,
        "number": line.number,
        "party": line.party,
        "unit": line.unit_name,
        "start": line.start.isoformat(),
        "due": line.due.isoformat(),
        "due_at": line.due_at.isoformat() if line.due_at else None,
        "state": line.state.value,
        "light": line.light.value,
        "days": line.days,
        "paused_days": line.paused_days,
        "provisional": line.provisional,
        "finished_on": line.finished_on.isoformat() if line.finished_on else None,
        "url": line.url,
        "article": line.article,
    }


def _template_as_json(template: ClockTemplate) -> dict[str, object]:
    return {
        "key": template.key,
        "name": template.name,
        "kind": template.kind.value,
        "trigger": template.trigger,
        "amount": template.amount,
        "unit": template.unit,
        "month_day": template.month_day,
        "article": template.article,
        "verified": template.verified,
        "built_in": template.built_in,
        "changed": template.changed,
    }
