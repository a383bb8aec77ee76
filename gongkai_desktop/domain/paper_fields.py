"""The fields that the text of a paper may use, by their Chinese names, and their values for given facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.chinese_text import brief, chinese_date, chinese_number, titles, weekday
from gongkai_desktop.domain.papers import FormerPaper, PaperFacts, PaperItem, UnitFigures, issue_text
from gongkai_desktop.domain.recognised import Role

Context = dict[str, object]
SAME_AS_ABOVE = "[上]"
"""In a table cell: joined with the cell above."""
_TIME_BY_HAND = "　　年　月　日　时"
_BY_HAND = "　　　　　　"
_MOST_UNITS = 5
_MOST_NUMBERS = 8
_QUARTERS = ("", "第一季度", "第二季度", "第三季度", "第四季度")

FIELDS: Mapping[str, str] = {
    "县": "县（市、区）名",
    "办公室": "本单位全称",
    "联系人": "本单位联系人",
    "联系电话": "本单位联系电话",
    "联系方式": "联系人和电话连写，没有填写的略去",
    "单位": "收文单位全称",
    "文号": "本文书的文号",
    "期号": "本文书的期号，如 第3期；不编期号的为空",
    "日期": "成文日期",
    "年": "成文年份",
    "反馈日期": "要求反馈的最后一天",
    "反馈星期": "这一天是星期几",
    "反馈天数": "反馈时限，工作日",
    "季度": "通报的季度，如 2026年第二季度",
    "来源文件": "事项出自的文件，带书名号",
    "事项数": "事项的项数",
    "最长逾期": "逾期最久的工作日数，没有逾期为 0",
    "最早到期": "最早的到期日",
    "督办过": "此前督办过的事项，如“表中第1、3项”；没有则为空",
    "督办未结数": "经过督办仍未办结的项数，没有为 0",
    "前次文号": "此前督办这些事项的文号，用顿号相连",
    "第几次": "连同这一次是第几次督办",
    "任务总数": "全县责任事项数（通报）",
    "办结数": "已办结数（通报）",
    "有时限数": "有时限的责任事项数（通报）",
    "办结率": "办结数占有时限事项的百分比（通报）",
    "逾期数": "逾期数（通报）",
    "临期数": "临期数（通报）",
    "逾期单位数": "有逾期事项的单位数（通报）",
    "逾期单位": "逾期较多的单位及项数（通报）",
    "全部办结单位": "到期事项都已办结的单位（通报）；没有则为空",
    "约谈时间": "没有填写的留出空白手写",
    "约谈地点": "没有填写的留出空白",
    "约谈对象": "没有填写的为单位主要负责人",
    "约谈人": "没有填写的留出空白",
    "文书数": "签收单所列文书的份数",
}
ITEM_FIELDS: Mapping[str, str] = {
    "序号": "在本文书中的序号",
    "台账序号": "在来源文件中的序号",
    "单位": "责任单位",
    "合并单位": "同一单位的各行合成一格",
    "任务": "任务名称，配合事项加注",
    "任务简称": "任务名称，过长的截短",
    "要求": "任务的具体要求",
    "角色": "牵头、责任或配合",
    "来源": "来源文件名称",
    "来源文号": "来源文件文号",
    "时限": "最早的日期，几个节点的加注",
    "到期日": "最早的日期，写在一行里",
    "时限原文": "文件中的时限",
    "逾期天数": "逾期的工作日数",
    "剩余天数": "离到期还有的工作日数",
    "状态": "灯的名称",
    "前次文号": "此前督办的文号",
}
FIGURE_FIELDS: Mapping[str, str] = {
    "序号": "序号",
    "单位": "单位名称",
    "类别": "单位类别",
    "任务数": "责任事项数",
    "有时限数": "有时限的事项数",
    "办结数": "已办结数",
    "逾期数": "逾期数",
    "临期数": "临期数",
    "办结率": "办结率",
}
DELIVERY_FIELDS: Mapping[str, str] = {
    "序号": "序号",
    "文号": "文号",
    "种类": "文书种类",
    "单位": "收文单位",
}
LISTS: Mapping[str, Mapping[str, str]] = {
    "事项": ITEM_FIELDS,
    "各单位": FIGURE_FIELDS,
    "签收": DELIVERY_FIELDS,
}
"""The lists of a paper with the fields of their lines."""


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """A field as the clerk sees it in a list."""

    name: str
    meaning: str
    of: str = ""
    """The list whose lines have it; empty for a field of the paper."""


def field_help() -> tuple[FieldHelp, ...]:
    """All fields, those of the paper first."""
    own = [FieldHelp(name, meaning) for name, meaning in FIELDS.items()]
    of_lines = [FieldHelp(f"项.{n}", text, of) for of, fields in LISTS.items() for n, text in fields.items()]
    return (*own, *of_lines)


def context(facts: PaperFacts) -> Context:
    """The values of all fields for one paper."""
    return {
        **_sender(facts),
        **_dates(facts),
        **_about(facts.items),
        **_totals(facts.figures),
        **_talk(facts),
        "单位": facts.unit_name,
        "文号": facts.called,
        "期号": issue_text(facts.issue) if facts.issue else "",
        "文书数": len(facts.deliveries),
        "事项": _items(facts.items),
        "各单位": [_figures(number, one) for number, one in enumerate(facts.figures, 1)],
        "签收": [
            {"序号": number, "文号": one.number, "种类": one.kind, "单位": one.unit_name}
            for number, one in enumerate(facts.deliveries, 1)
        ],
    }


def _sender(facts: PaperFacts) -> Context:
    contact = (
        f"联系人：{facts.contact}" if facts.contact else "",
        f"联系电话：{facts.phone}" if facts.phone else "",
    )
    return {
        "县": facts.county,
        "办公室": facts.office,
        "联系人": facts.contact,
        "联系电话": facts.phone,
        "联系方式": "；".join(part for part in contact if part),
    }


def _dates(facts: PaperFacts) -> Context:
    year, quarter = facts.quarter
    return {
        "日期": chinese_date(facts.issued_on),
        "年": facts.issued_on.year,
        "反馈日期": chinese_date(facts.reply_by) if facts.reply_by else "",
        "反馈星期": weekday(facts.reply_by) if facts.reply_by else "",
        "反馈天数": facts.reply_days,
        "季度": f"{year}年{_QUARTERS[quarter]}" if quarter else "",
    }


def _about(items: Sequence[PaperItem]) -> Context:
    dates = [day for item in items for day in item.dates[:1]]
    urged = sorted({paper for item in items for paper in item.urged}, key=_oldest_first)
    return {
        "来源文件": titles(item.source for item in items if item.source),
        "事项数": len(items),
        "最长逾期": max((item.days_late for item in items), default=0),
        "最早到期": chinese_date(min(dates)) if dates else "",
        "督办过": _numbered([number for number, item in enumerate(items, 1) if item.noticed_before]),
        "督办未结数": sum(item.noticed_before for item in items),
        "前次文号": "、".join(paper.number for paper in urged),
        "第几次": chinese_number(1 + max((len(item.urged) for item in items), default=0)),
    }


def _oldest_first(paper: FormerPaper) -> tuple[date, str]:
    return paper.issued_on, paper.number


def _numbered(numbers: Sequence[int]) -> str:
    if len(numbers) > _MOST_NUMBERS:
        return f"表中有{len(numbers)}项"
    return f"表中第{'、'.join(map(str, numbers))}项" if numbers else ""


def _items(items: Sequence[PaperItem]) -> list[Context]:
    return [
        _item(
            number, item, item.unit_name if number == 1 or items[number - 2].unit_id != item.unit_id else ""
        )
        for number, item in enumerate(items, 1)
    ]


def _item(number: int, item: PaperItem, new_unit: str) -> Context:
    support = item.role is Role.SUPPORT
    return {
        "序号": number,
        "台账序号": item.no or "",
        "单位": item.unit_name,
        "合并单位": new_unit or SAME_AS_ABOVE,
        "任务": f"{item.task}\n（{item.role_name}）" if support else item.task,
        "任务简称": brief(item.task),
        "要求": item.requirement,
        "角色": item.role_name,
        "来源": item.source,
        "来源文号": item.source_number,
        "时限": _limit(item),
        "到期日": chinese_date(item.dates[0]) if item.dates else item.deadline_text,
        "时限原文": item.deadline_text or _limit(item),
        "逾期天数": item.days_late,
        "剩余天数": max(0, item.days),
        "状态": item.state,
        "前次文号": item.urged[0].number if item.urged else "",
    }


def _limit(item: PaperItem) -> str:
    """The first date; how many more there are where the task returns."""
    if not item.dates:
        return item.deadline_text
    first = f"{item.dates[0].year}年\n{item.dates[0].month}月{item.dates[0].day}日"
    return first if len(item.dates) == 1 else f"{first}\n等{len(item.dates)}个节点"


def _figures(number: int, one: UnitFigures) -> Context:
    return {
        "序号": number,
        "单位": one.unit_name,
        "类别": one.unit_kind,
        "任务数": one.total,
        "有时限数": one.dated,
        "办结数": one.done,
        "逾期数": one.late,
        "临期数": one.soon,
        "办结率": _share(one.done, one.dated),
    }


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def _totals(figures: Sequence[UnitFigures]) -> Context:
    total, dated, done, late, soon = (
        sum(getattr(one, name) for one in figures) for name in ("total", "dated", "done", "late", "soon")
    )
    # Stable: units with as many stay in the directory's order.
    behind = sorted((one for one in figures if one.late), key=lambda one: -one.late)
    named = "、".join(f"{one.unit_name}（{one.late}项）" for one in behind[:_MOST_UNITS])
    finished = [one.unit_name for one in figures if one.done and not one.late]
    return {
        "任务总数": total,
        "有时限数": dated,
        "办结数": done,
        "办结率": _share(done, dated),
        "逾期数": late,
        "临期数": soon,
        "逾期单位数": len(behind),
        "逾期单位": named + ("等" if len(behind) > _MOST_UNITS else ""),
        "全部办结单位": "、".join(finished[:_MOST_UNITS])
        + (f"等{len(finished)}个单位" if len(finished) > _MOST_UNITS else ""),
    }


def _talk(facts: PaperFacts) -> Context:
    talk = facts.talk
    return {
        "约谈时间": talk.time or _TIME_BY_HAND,
        "约谈地点": talk.place or _BY_HAND,
        "约谈对象": talk.person or f"{facts.unit_name}主要负责人",
        "约谈人": talk.leader or _BY_HAND,
    }
