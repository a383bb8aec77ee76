"""What the monthly supervision report (月度督办报告) says: figures, what is late, done, and next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gongkai_desktop.domain.chinese_text import chinese_date
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.month_figures import (
    GroupLights,
    by_kind,
    by_plan,
    by_unit,
    dated,
    done_in,
    due_groups,
    late_rows,
    month_points,
    next_month,
)
from gongkai_desktop.exporters.document import (
    Attachment,
    Block,
    Heading,
    OfficialDocument,
    Signature,
    Text,
)
from gongkai_desktop.exporters.report_source import (
    ReportSource,
    cover_figures,
    lights_chart,
    share,
    trend_groups,
)
from gongkai_desktop.exporters.report_tables import (
    MOST_UNITS,
    done_table,
    due_table,
    figures_table,
    late_table,
    lights_table,
    trend_table,
)

_MOST_BARS = 12
"""A chart of more is no picture any more; the table has all."""
_MAIN_KINDS = 3
"""So many kinds of units are shown to the leader one by one."""


def report_document(source: ReportSource) -> OfficialDocument:
    """The paper."""
    return OfficialDocument(
        title=f"{source.county}{source.name}份\n政务公开工作督办情况报告",
        blocks=(
            Text(_opening(source)),
            Heading(1, "总体情况"),
            *_overall(source),
            Heading(1, "分项情况"),
            *_parts(source),
            Heading(1, "逾期事项"),
            *_late(source),
            Heading(1, "当月完成事项"),
            *_done(source),
            Heading(1, "下月到期事项"),
            *_coming(source),
            Heading(1, "下步工作"),
            Text(_next_steps(source)),
        ),
        signature=Signature(source.office, source.today),
        attachments=(Attachment("各责任单位办理情况", (_units_table(source),)),),
    )


def director_document(source: ReportSource, most: int) -> OfficialDocument:
    """The report for the leader, on one page: no list has more than `most` lines."""
    late = [group for group in by_unit(source.rows) if group.lights[Light.LATE]]
    coming = due_groups(source.rows, next_month(source.month))
    blocks: list[Block] = [
        Text(_standing_text(source)),
        Text(_month_points(source, zeros=False)),
        lights_chart(source, "各类单位（单位：项）", _main_kinds(source)),
    ]
    if late:
        names = "、".join(f"{group.name}（{group.lights[Light.LATE]}项）" for group in late[:most])
        blocks.append(Text(f"逾期单位{len(late)}个：{names}{'等' if len(late) > most else ''}。"))
    else:
        blocks.append(Text("没有逾期的单位。"))
    year, number = next_month(source.month)
    if coming:
        points = sum(len(group.rows) for group in coming)
        named = "；".join(f"{g.due.month}月{g.due.day}日 {g.rows[0].task_name}" for g in coming[:most])
        more = "等" if len(coming) > most else ""
        blocks.append(Text(f"{number}月到期{len(coming)}项任务、{points}个节点：{named}{more}。"))
    else:
        blocks.append(Text(f"{year}年{number}月没有到期节点。"))
    title = f"{source.name}政务公开督办情况（送阅）"
    return OfficialDocument(
        title=title, blocks=tuple(blocks), signature=Signature(source.office, source.today)
    )


def _standing_text(source: ReportSource) -> str:
    figures = {figure.name: figure for figure in cover_figures(source)}
    lights = source.now.lights
    _, _, change = figures[source.word(Light.LATE)].texts
    _, _, rate_change = figures["办结率"].texts
    others = "，".join(f"{source.word(light)}{lights[light]}项" for light in Light if light is not Light.LATE)
    return (
        f"截至{chinese_date(source.today)}，责任事项{lights.total()}项，"
        f"办结率{share(lights)}{_compared(rate_change)}；"
        f"{source.word(Light.LATE)}{lights[Light.LATE]}项{_compared(change, '项')}，{others}。"
    )


def _main_kinds(source: ReportSource) -> list[GroupLights]:
    """The kinds of units with the most duties, the others as one."""
    kinds = by_kind(source.rows)
    if len(kinds) <= _MAIN_KINDS + 1:
        return list(kinds)
    largest = sorted(kinds, key=lambda kind: -kind.lights.total())[:_MAIN_KINDS]
    rest = [kind for kind in kinds if kind not in largest]
    lights = sum((kind.lights for kind in rest), start=Counter[Light]())
    return [*(kind for kind in kinds if kind in largest), GroupLights("其余各类", lights)]


def _compared(change: str, unit: str = "") -> str:
    """（比上月末增加3项）."""
    if change == "—":
        return ""
    if change == "持平":
        return "（与上月末持平）"
    word = "增加" if change.startswith("+") else "减少"
    return f"（比上月末{word}{change[1:]}{unit}）"


def _states(source: ReportSource) -> str:
    lights = source.now.lights
    return "，".join(f"{source.word(light)}{lights[light]}项" for light in Light)


def _opening(source: ReportSource) -> str:
    tasks = len({row.task_id for row in source.rows})
    units = len({row.unit_id for row in source.rows})
    plans = len({row.plan_id for row in source.rows})
    return (
        f"现将{source.name}份政务公开任务办理情况报告如下。"
        f"本报告依据{plans}份来源文件形成的工作台账，涉及任务{tasks}项、责任单位{units}个、"
        f"责任事项{len(source.rows)}项，数据截至{chinese_date(source.today)}。"
    )


def _overall(source: ReportSource) -> list[Block]:
    lights = source.now.lights
    return [
        Heading(
            2,
            "责任事项。",
            f"共{lights.total()}项，其中{_states(source)}。有时限的{dated(lights)}项中，"
            f"办结率为{share(lights)}。",
        ),
        Heading(2, "当月节点。", _month_points(source)),
        figures_table(source, "表1　主要指标"),
        lights_chart(source, "图1　今年以来各月末（单位：项）", trend_groups(source)),
        trend_table(source, "表2　今年以来各月末（单位：项）"),
        Text("各月末的情况按现在的时限回算：改期的，按改期后的时限。"),
    ]


def _month_points(source: ReportSource, *, zeros: bool = True) -> str:
    points = month_points(source.rows, source.month)
    if not points.total:
        return "当月没有到期节点。"
    counted = (
        ("按期完成", points.in_time, zeros),
        ("逾期后完成", points.after, zeros),
        ("逾期未完成", points.missed, zeros),
        ("尚未到期", points.waiting, False),
    )
    told = "".join(f"，{name}{count}个" for name, count, always in counted if count or always)
    return f"当月到期节点{points.total}个{told}。"


def _parts(source: ReportSource) -> list[Block]:
    plans, kinds, all_units = by_plan(source.rows), by_kind(source.rows), by_unit(source.rows)
    units = all_units[:_MOST_BARS]
    chosen = f"，前{_MOST_BARS}个" if len(all_units) > _MOST_BARS else ""
    return [
        Heading(2, "按来源文件。", f"共{len(plans)}份，如下："),
        lights_table(source, "表3　按来源文件统计（单位：项）", "来源文件", plans),
        Heading(2, "按单位类别。", f"共{len(kinds)}类，如下："),
        lights_table(source, "表4　按单位类别统计（单位：项）", "单位类别", kinds),
        lights_chart(source, "图2　按单位类别（单位：项）", kinds),
        Heading(2, "按责任单位。", f"共{len(all_units)}个单位，全部列在附件中；逾期、临期较多的如下："),
        lights_chart(source, f"图3　逾期、临期较多的单位（单位：项{chosen}）", units),
    ]


def _units_table(source: ReportSource) -> Block:
    return lights_table(source, "", "责任单位", by_unit(source.rows))


def _late(source: ReportSource) -> list[Block]:
    late = late_rows(source.rows)
    if not late:
        return [Text(f"截至{chinese_date(source.today)}，没有逾期未办结的事项。")]
    named = [group for group in by_unit(source.rows) if group.lights[Light.LATE]]
    return [
        Text(
            f"截至{chinese_date(source.today)}，逾期未办结{len(late)}项，涉及{len(named)}个单位，"
            f"{_most_late(named)}。"
        ),
        late_table("表5　逾期事项（按单位）", late),
    ]


def _most_late(groups: Sequence[GroupLights]) -> str:
    most = "、".join(f"{group.name}（{group.lights[Light.LATE]}项）" for group in groups[:MOST_UNITS])
    return f"逾期较多的是{most}" if len(groups) > MOST_UNITS else f"分别为{most}"


def _done(source: ReportSource) -> list[Block]:
    lines = done_in(source.rows, source.month)
    if not lines:
        return [Text("当月没有登记完成的事项。")]
    whole = sum(line.whole for line in lines)
    points = sum(line.points for line in lines)
    without = sum(1 for line in lines if not source.links(line.row.duty_id))
    lacking = f"其中{without}项没有登记公开网址。" if without else "都登记了公开网址。"
    return [
        Text(f"当月办结责任事项{whole}项，完成节点{points}个，涉及{len(lines)}项责任事项，{lacking}"),
        done_table(source, "表6　当月完成事项", lines),
    ]


def _coming(source: ReportSource) -> list[Block]:
    month = next_month(source.month)
    groups = due_groups(source.rows, month)
    if not groups:
        return [Text(f"{month[0]}年{month[1]}月没有到期节点。")]
    points = sum(len(group.rows) for group in groups)
    lead = source.lead
    return [
        Text(
            f"{month[0]}年{month[1]}月有{len(groups)}项任务的{points}个节点到期。"
            f"按到期前{lead.remind}个工作日提醒、{lead.urge}个工作日催办倒排如下。"
        ),
        due_table(source, f"表7　{month[0]}年{month[1]}月到期事项倒排", groups),
    ]


def _next_steps(source: ReportSource) -> str:
    late = any(row.light is Light.LATE for row in source.rows)
    chase = "对逾期事项印发督办通知，督促责任单位说明原因、限期办结；" if late else ""
    return f"{chase}对下月到期事项提前提醒，办结一项、核销一项，并随机抽查公开网址，防止虚报办结。"
