"""gongkai due, gongkai workday."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from gongkai_desktop import paths
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
from gongkai_desktop.domain.count_text import PROVISIONAL, counted_word
from gongkai_desktop.domain.limits import Count, LimitUnit
from gongkai_desktop.domain.recognised import ROLE_NAMES
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.services.due import DueLine, due
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workday import count, write_strip


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


_UNITS: dict[str, LimitUnit] = {
    "calendar_days": "calendar",
    "months": "month",
    "years": "year",
    "hours": "hour",
}


class _CountCommand(ChineseCommand):
    """A number that counts back begins like an option (2026-10-12 -7); it is none."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put such a number behind the options."""
        numbers = [] if "--" in args else [arg for arg in args if re.fullmatch(r"-\d+", arg)]
        if numbers:
            args = [*(arg for arg in args if arg not in numbers), "--", *numbers]
        return super().parse_args(ctx, args)


@click.command("workday", cls=_CountCommand)
@click.argument("start", type=Day(), metavar="日期")
@click.argument("amount", type=int, metavar="数量")
@click.option("--calendar-days", is_flag=True, help="按自然日计算，末日遇休息日顺延")
@click.option("--months", is_flag=True, help="按月计算，末日遇休息日顺延")
@click.option("--years", is_flag=True, help="按年计算，末日遇休息日顺延")
@click.option("--hours", is_flag=True, help="按小时计算，要写 --time")
@click.option("--time", "time", default=None, metavar="时间", help="起算的时间，例如 09:30")
@click.option("--article", default="", metavar="依据", help="写明时限的法律条文")
@click.option("--out", "out", default=None, metavar="文件", help="把计算过程写成一页 PDF")
@ledger_option
@as_of_option
@json_option
def workday_command(
    start: date,
    amount: int,
    time: str | None,
    article: str,
    out: str | None,
    ledger: str | None,
    as_of: date,
    as_json: bool,
    **units: bool,
) -> None:
    """计算时限的最后一天，并逐日列出怎样算出的。不写单位时按工作日计算。"""
    chosen = [unit for name, unit in _UNITS.items() if units[name]]
    if len(chosen) > 1:
        raise click.UsageError("自然日、月、年、小时只能选一种。")
    unit = chosen[0] if chosen else "working"
    counted = count(start, amount, unit, calendar=_calendar(ledger), article=article, time=time)
    if out:
        tell(f"已写出 {write_strip(Path(out), counted, as_of)}")
    if as_json:
        print_json(_count_as_json(counted))
        return
    click.echo(
        f"最后一天：{counted.last.isoformat()}" + (f" {counted.last_at:%H:%M}" if counted.last_at else "")
    )
    if article:
        click.echo(f"依据：{article}")
    if counted.provisional:
        click.echo(PROVISIONAL)
    for step in counted.steps:
        click.echo(f"  {step.day.isoformat()}\t{counted_word(step, counted)}\t{step.note}")


def _calendar(ledger: str | None) -> WorkCalendar | None:
    """That of the ledger named, or of this user's own where there is one: it knows the entered holidays."""
    if ledger is None and not paths.default_ledger().exists():
        return None
    with opened(ledger) as workspace:
        return workspace.calendar


def _count_as_json(counted: Count) -> dict[str, object]:
    return {
        "start": counted.start.isoformat(),
        "days": counted.days,
        "unit": counted.unit,
        "last": counted.last.isoformat(),
        "last_at": counted.last_at.isoformat() if counted.last_at else None,
        "article": counted.article,
        "provisional": counted.provisional,
        "steps": [
            {"day": step.day.isoformat(), "number": step.number, "note": step.note} for step in counted.steps
        ],
    }
