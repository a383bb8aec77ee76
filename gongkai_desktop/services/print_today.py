"""今日 on one page, for the leader: figures above, then the most pressing lines of each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.exporters.listing import (
    Listing,
    ListingColumn,
    ListingRow,
    ListingSection,
    paint_listing,
)
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.today import Awaited, TodayPage, ToSign, today_page
from gongkai_desktop.services.workspace import Workspace

_PAGE_ROWS = 22
"""So many lines fit on the page beside the headings."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the page before it is known how many of its lines there is room for."""

    title: str
    empty: str
    rows: tuple[tuple[str, ...], ...]
    strong: bool = False
    rest: str = "项，见台账。"
    """What is said after the number of the lines there is no room for."""


def print_today(workspace: Workspace, path: Path, today: date) -> Path:
    """Write the page as a PDF of one sheet; the path written is handed back."""
    content = today_page(workspace, today)
    parts = _parts(workspace, content)
    shares = _shares([len(part.rows) for part in parts], _PAGE_ROWS)
    listing = Listing(
        title=f"{workspace.office.county}政务公开今日情况",
        subtitle=f"{workspace.office.office}　{today:%Y-%m-%d} 周{'一二三四五六日'[today.weekday()]}",
        columns=(
            ListingColumn("状态", 3.4),
            ListingColumn("事项", 7.4),
            ListingColumn("单位", 4.4),
            ListingColumn("日期", 2.6),
        ),
        sections=tuple(_section(part, share) for part, share in zip(parts, shares, strict=True)),
        most_lines=1,
    )
    path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    save_bytes(path, paint_listing(listing, today))
    return path


def _parts(workspace: Workspace, content: TodayPage) -> list[_Part]:
    soon = workspace.light_rules.soon_text
    parts = [
        _Part("逾期", "没有逾期的事项。", _duty_rows(workspace, content.late), strong=True),
        _Part(f"{soon}到期", "近几天没有到期的事项。", _duty_rows(workspace, content.soon)),
        _Part(
            "待签发",
            "没有待签发的督办文书。",
            tuple(_to_sign_row(each) for each in content.to_sign),
            rest="种。",
        ),
        _Part("等待反馈", "没有等待反馈的督办文书。", tuple(_awaited_row(each) for each in content.awaited)),
        _Part("待核对", "没有待核对的内容。", _check_rows(content)),
    ]
    if content.clocks:
        styles = light_styles(workspace.office)
        rows = tuple(
            (
                f"{styles[line.light].shape} {_days(line.light, line.days)}",
                f"{line.name}　{line.matter}",
                line.unit_name,
                line.due.isoformat(),
            )
            for line in content.clocks
        )
        parts.append(_Part("正在计时", "", rows))
    changes = tuple(
        (
            f"{change.at:%m-%d %H:%M}",
            f"{change.action}{f'：{change.reason}' if change.reason else ''}",
            change.who,
            f"{change.duty_count} 项" if change.duty_count else "",
        )
        for change in content.changes
    )
    return [*parts, _Part("上个工作日以来的变动", "没有变动。", changes, rest="次。")]


def _section(part: _Part, share: int) -> ListingSection:
    count = len(part.rows)
    rest = count - share
    rows = tuple(ListingRow(row, strong=part.strong) for row in part.rows[:share])
    note = f"{'另有' if rows else '共'} {rest} {part.rest}" if rest else ""
    return ListingSection(
        f"{part.title}（{count}）" if count else part.title, rows, note if count else part.empty
    )


def _shares(counts: Sequence[int], room: int) -> list[int]:
    """How many lines each part gets: one after the other in turn, until the room is given away."""
    shares = [0] * len(counts)
    while room > 0 and any(share < count for share, count in zip(shares, counts, strict=True)):
        for number, count in enumerate(counts):
            if shares[number] < count and room > 0:
                shares[number] += 1
                room -= 1
    return shares


def _duty_rows(workspace: Workspace, rows: Sequence[DutyRow]) -> tuple[tuple[str, ...], ...]:
    styles = light_styles(workspace.office)
    return tuple(
        (
            f"{styles[row.light].shape} {_days(row.light, row.days)}",
            f"第{row.no}项 {row.task_name}" if row.no else row.task_name,
            row.unit_name,
            row.due.isoformat() if row.due else "",
        )
        for row in rows
    )


def _days(light: Light, days: int) -> str:
    if light is Light.LATE:
        return f"逾期 {-days} 个工作日" if days else "已过节假日"
    return f"余 {days} 个工作日" if days else "今天到期"


def _to_sign_row(each: ToSign) -> tuple[str, ...]:
    return (f"{len(each.unit_names)} 份", each.kind, "、".join(each.unit_names), "")


def _awaited_row(each: Awaited) -> tuple[str, ...]:
    notice = each.notice
    if each.days is None:
        state = "等待反馈"
    else:
        state = f"余 {each.days} 个工作日" if each.days >= 0 else f"过期 {-each.days} 个工作日"
    day = notice.reply_by.isoformat() if notice.reply_by else notice.issued_on.isoformat()
    return state, f"{notice.heading}（{len(each.duty_ids)} 项）", notice.unit_name, day


def _check_rows(content: TodayPage) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = [
        ("导入未核对完", draft.file_names[0], f"{draft.task_count} 项任务", f"{draft.saved_at:%Y-%m-%d}")
        for draft in content.reviews
    ]
    rows += [
        (f"待核对 {len(entry.task.flags)} 处", entry.task.name, entry.plan_title, "")
        for entry in content.to_check
    ]
    return tuple(rows + [("单位待确认", unit.name, "", "") for unit in content.units_to_confirm])
