"""gongkai issued: what became of issued papers; and the round of a month for gongkai notices."""

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
from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.issue_round import issue_round
from gongkai_desktop.services.paper_tracking import (
    IssuedLine,
    issued_lines,
    record_delivery,
    record_reply,
    void_notice,
)
from gongkai_desktop.services.supervision import Round, RoundLine, round_of
from gongkai_desktop.services.workspace import Workspace

_numbers = click.argument("numbers", nargs=-1, required=True, metavar="文号...")


@click.group("issued", cls=ChineseGroup)
def issued_group() -> None:
    """已发文书：清单、送达、反馈、作废。"""


@issued_group.command("list", cls=ChineseCommand)
@ledger_option
@as_of_option
@json_option
def list_command(ledger: str | None, as_of: date, as_json: bool) -> None:
    """列出已发文书，最近的在前，作废的也在内。"""
    with opened(ledger) as workspace:
        lines = issued_lines(workspace, as_of)
    if as_json:
        print_json([_as_json(line) for line in lines])
        return
    rows = [
        (
            line.notice.label,
            line.notice.kind,
            line.notice.unit_name,
            line.notice.issued_on.isoformat(),
            "、".join(f"{one.on} {one.way}" for one in line.deliveries),
            "、".join(f"{one.on}" for one in line.replies),
            f"已作废：{line.notice.void_reason}" if line.notice.voided_on else "",
        )
        for line in lines
    ]
    print_table(("文号", "文书", "单位", "签发", "送达", "反馈", "情况"), rows)
    tell(f"共 {len(rows)} 份")


@issued_group.command("deliver", cls=ChineseCommand)
@_numbers
@click.option("--on", "on", type=Day(), required=True, help="送达日期")
@click.option("--way", default="直接送达", metavar="方式", help="送达方式")
@click.option("--receiver", default="", metavar="签收人", help="签收人")
@ledger_option
@as_of_option
def deliver_command(
    numbers: tuple[str, ...], on: date, way: str, receiver: str, ledger: str | None, as_of: date
) -> None:
    """登记送达。"""
    with opened(ledger) as workspace:
        papers = [_paper(workspace, number, as_of) for number in numbers]
        record_delivery(workspace, [paper.id for paper in papers], on, way, receiver)
    tell(f"已登记 {len(papers)} 份")


@issued_group.command("reply", cls=ChineseCommand)
@click.argument("number", metavar="文号")
@click.option("--on", "on", type=Day(), required=True, help="反馈日期")
@click.option("--text", required=True, metavar="内容", help="反馈的内容")
@ledger_option
@as_of_option
def reply_command(number: str, on: date, text: str, ledger: str | None, as_of: date) -> None:
    """登记反馈。"""
    with opened(ledger) as workspace:
        record_reply(workspace, _paper(workspace, number, as_of).id, on, text)
    tell("已登记")


@issued_group.command("void", cls=ChineseCommand)
@click.argument("number", metavar="文号")
@click.option("--on", "on", type=Day(), required=True, help="作废日期")
@click.option("--reason", required=True, metavar="原因", help="作废的原因")
@ledger_option
@as_of_option
def void_command(number: str, on: date, reason: str, ledger: str | None, as_of: date) -> None:
    """作废一份文书；文号不再使用。"""
    with opened(ledger) as workspace:
        void_notice(workspace, _paper(workspace, number, as_of).id, on, reason)
    tell("已作废")


def run_round(
    ledger: str | None, as_of: date, out: Path | None, formats: tuple[str, ...], as_json: bool
) -> None:
    """List the round of a month; with a folder, issue what it proposes but reminders."""
    with opened(ledger) as workspace:
        found = round_of(workspace, as_of)
        if out is None:
            _show(found, as_json)
            return
        lines = [line for line in found.lines if line.ticked]
        issued = issue_round(workspace, found, lines, out, formats=formats)
    papers = [(one.notice.number, one.notice.unit_name, one.paths) for one in issued.papers]
    if as_json:
        print_json([{"number": n, "unit": u, "files": list(map(str, paths))} for n, u, paths in papers])
        return
    for number, unit, paths in papers:
        click.echo("\t".join((number, unit, "、".join(map(str, paths)))))
    if issued.missing:
        tell(f"注意：字库里没有这些字，文书中印作“〓”，请手工补写：{'、'.join(issued.missing)}")
    if issued.problem:
        tell(issued.problem)
    tell(f"共 {len(papers)} 份" if papers else "本月没有需要督办的单位，未生成文书")


def _show(found: Round, as_json: bool) -> None:
    if as_json:
        print_json([_line_as_json(line) for line in found.lines])
        return
    rows = [
        (line.unit_name, line.why, line.kind, str(len(line.items)), "是" if line.ticked else "")
        for line in found.lines
    ]
    print_table(("单位", "情况", "文书", "事项", "默认签发"), rows)
    for held in found.held:
        tell(f"不发文：{held.unit_name} {held.count} 项，{held.why}")
    for note in found.notes:
        tell(note)
    tell(f"{found.title}：共 {len(rows)} 份；加 --out 文件夹 签发")


def _paper(workspace: Workspace, number: str, as_of: date) -> Notice:
    """The paper of this number, the year in whichever brackets. Raises InvalidInput."""
    wanted = _plain(number)
    for line in issued_lines(workspace, as_of):
        if _plain(line.notice.number) == wanted:
            return line.notice
    raise InvalidInput(f"没有文号为“{number}”的文书。", "用 gongkai issued list 查看已发文书。")


def _plain(number: str) -> str:
    brackets = str.maketrans(dict.fromkeys("〔[（(【", "〔") | dict.fromkeys("〕]）)】", "〕"))
    return "".join(number.split()).translate(brackets)


def _line_as_json(line: RoundLine) -> dict[str, object]:
    return {
        "unit": line.unit_name,
        "kind": line.kind,
        "why": line.why,
        "items": len(line.items),
        "ticked": line.ticked,
        "asked": line.asked,
    }


def _as_json(line: IssuedLine) -> dict[str, object]:
    notice = line.notice
    return {
        "number": notice.number,
        "issue": notice.issue,
        "kind": notice.kind,
        "unit": notice.unit_name,
        "issued_on": notice.issued_on.isoformat(),
        "reply_by": notice.reply_by.isoformat() if notice.reply_by else None,
        "deliveries": [[one.on.isoformat(), one.way, one.receiver] for one in line.deliveries],
        "replies": [[one.on.isoformat(), one.text] for one in line.replies],
        "open_objections": len(line.open_objections),
        "voided_on": notice.voided_on.isoformat() if notice.voided_on else None,
        "void_reason": notice.void_reason,
    }
