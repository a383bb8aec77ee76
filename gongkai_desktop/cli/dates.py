"""gongkai due, gongkai workday."""

from __future__ import annotations

from datetime import date

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
from gongkai_desktop.cli.refusals import ChineseCommand
from gongkai_desktop.domain.recognised import ROLE_NAMES
from gongkai_desktop.services.due import DueLine, due
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workday import count


@click.command("due", cls=ChineseCommand)
@ledger_option
@click.option("--from", "start", type=Day(), required=True, help="起始日期")
@click.option("--to", "end", type=Day(), required=True, help="截止日期")
@as_of_option
@json_option
def due_command(ledger: str | None, start: date, end: date, as_of: date, as_json: bool) -> None:
    """列出一段时间内到期的节点。"""
    with opened(ledger) as workspace:
        lines = due(workspace, start, end, as_of)
        words = {light: style.word for light, style in light_styles(workspace.office).items()}
    if as_json:
        print_json([_as_json(line) for line in lines])
        return
    rows = [
        (
            line.due.isoformat(),
            words[line.light],
            str(abs(line.days)),
            line.unit,
            ROLE_NAMES[line.role],
            line.no or "",
            line.task,
            line.plan,
        )
        for line in lines
    ]
    print_table(("时限", "状态", "相差工作日", "责任单位", "角色", "序号", "任务", "来源文件"), rows)
    tell(f"共 {len(rows)} 个节点")


def _as_json(line: DueLine) -> dict[str, object]:
    return {
        "due": line.due.isoformat(),
        "light": line.light.value,
        "days": line.days,
        "unit": line.unit,
        "role": line.role.value,
        "no": line.no,
        "task": line.task,
        "plan": line.plan,
    }


@click.command("workday", cls=ChineseCommand)
@click.argument("start", type=Day(), metavar="日期")
@click.argument("days", type=int, metavar="天数")
@click.option("--calendar-days", is_flag=True, help="按自然日计算，末日遇休息日顺延")
@json_option
def workday_command(start: date, days: int, calendar_days: bool, as_json: bool) -> None:
    """计算期限的最后一天，并逐日列出怎样算出的。"""
    counted = count(start, days, calendar_days)
    if as_json:
        print_json(
            {
                "start": counted.start.isoformat(),
                "days": counted.days,
                "unit": counted.unit,
                "last": counted.last.isoformat(),
                "provisional": counted.provisional,
                "steps": [
                    {"day": step.day.isoformat(), "number": step.number, "note": step.note}
                    for step in counted.steps
                ],
            }
        )
        return
    click.echo(f"最后一天：{counted.last.isoformat()}")
    if counted.provisional:
        click.echo("其中有的年度放假安排尚未公布，暂按法定节日推算，待通知公布后重算。")
    for step in counted.steps:
        number = f"第{step.number}天" if step.number is not None else "不计"
        click.echo(f"  {step.day.isoformat()}\t{number}\t{step.note}")
