"""督办: who gets which paper by rule, in this month's round; issuing what the clerk has ticked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from gongkai_desktop.domain.escalation import (
    PAPER_OF,
    EscalationRules,
    NextStep,
    PastPaper,
    Step,
    next_step,
    reminder_step,
)
from gongkai_desktop.domain.lights import Light, checkpoint_light
from gongkai_desktop.domain.papers import BY_NAME, PaperItem
from gongkai_desktop.services.burden import papers_asked
from gongkai_desktop.services.clock_lines import late_clocks
from gongkai_desktop.services.issue_notices import IssuedNotice, PaperOrder, issue_orders
from gongkai_desktop.services.paper_facts import Extras, Material, paper_items, papers_of, read_material
from gongkai_desktop.services.paper_items import Key, keys_of
from gongkai_desktop.services.paper_templates import paper_kind
from gongkai_desktop.services.papers import PaperDraft, PaperPreview, drafts_of, next_numbers, paint_draft
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.workspace import Workspace

_ORDER = {step: place for place, step in enumerate((Step.TALK, Step.CIRCULAR, Step.URGE_AGAIN, Step.URGE))}
NOTHING_BESIDE = Extras()


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A paper that is proposed: for a unit, or one for all."""

    kind: str
    unit_id: int | None
    unit_name: str
    items: tuple[PaperItem, ...]
    why: str
    ticked: bool = True
    asked: int = 0
    """减负: papers asked of the unit this quarter so far."""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """What gets no paper now, and why."""

    unit_id: int
    unit_name: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class NextNumbers:
    """The next free numbers of this year, by kind, for those the office counts so."""

    sequence: Mapping[str, int] = field(default_factory=dict)
    """文号."""
    issue: Mapping[str, int] = field(default_factory=dict)
    """期号."""


NO_NUMBERS = NextNumbers()


@dataclass(frozen=True, slots=True)
class Round:
    """The papers proposed on a day, with what stands beside them."""

    title: str
    today: date
    lines: tuple[RoundLine, ...]
    held: tuple[HeldLine, ...] = ()
    notes: tuple[str, ...] = ()
    """Facts for the clerk: what falls due, what is disputed."""
    beside: tuple[str, ...] = ()
    """What is written beside the papers: kinds without numbers, such as 约谈记录."""
    extras: Extras = NOTHING_BESIDE
    numbers: NextNumbers = NO_NUMBERS


def escalation_rules(workspace: Workspace) -> EscalationRules:
    """The office's thresholds."""
    office = workspace.office
    return EscalationRules(
        office.remind_before, office.urge_late_days, office.circular_after, office.talk_after
    )


def round_of(workspace: Workspace, today: date, material: Material | None = None) -> Round:
    """The round of this month as of `today`: each unit's papers by rule, the sternest first.

    `material` where the ledger has just been read.
    """
    material = material or read_material(workspace, today)
    steps = late_steps(workspace, material)
    lines = [*_late_lines(workspace, material, steps), *_reminders(workspace, material)]
    own = sum(line.unit_id is None for line in late_clocks(workspace, today))
    notes = [f"本办公室自己有 {own} 件法定时限逾期，请在“法定时限”中办理。"] if own else []
    return Round(
        title=f"{today.year}年{today.month}月督办",
        today=today,
        lines=tuple(with_burden(workspace, material, lines)),
        held=_held(material, steps),
        notes=tuple(notes),
        beside=("约谈记录",) if any(line.kind == PAPER_OF[Step.TALK] for line in lines) else (),
        numbers=numbers_of(workspace, today),
    )


def numbers_of(workspace: Workspace, today: date) -> NextNumbers:
    """The next free numbers of every kind this year."""
    sequences: dict[str, int] = {}
    issues: dict[str, int] = {}
    with workspace.ledger.read() as reading:
        for name, kind in BY_NAME.items():
            sequence, issue = next_numbers(reading, workspace, kind, today.year)
            if sequence is not None:
                sequences[name] = sequence
            if issue is not None:
                issues[name] = issue
    return NextNumbers(sequences, issues)


def past_papers(workspace: Workspace, material: Material) -> Mapping[Key, Sequence[PastPaper]]:
    """The papers in force about every item, with the day until which the unit has time."""
    counted = {(paper.number, key) for key, papers in material.former.items() for paper in papers}
    days = workspace.office.reply_days
    found: dict[Key, list[PastPaper]] = defaultdict(list)
    for notice in material.issued:
        for key in keys_of(notice):
            if notice.voided_on is None and (notice.number, key) in counted:
                answer_by = notice.reply_by or workspace.calendar.add_working_days(notice.issued_on, days)
                found[key].append(PastPaper(notice.kind, notice.number, notice.issued_on, answer_by))
    return found


def late_steps(workspace: Workspace, material: Material) -> Sequence[tuple[PaperItem, NextStep]]:
    """What every late item asks for, in the directory's order; what is disputed asks for nothing."""
    past = past_papers(workspace, material)
    rules = escalation_rules(workspace)
    steps = []
    for item in paper_items(workspace, material, paper_kind(PAPER_OF[Step.URGE])):
        key: Key = (item.what, item.id)
        step = next_step(item.dates[0], item.days_late, past.get(key, ()), rules, material.today)
        if key in material.disputed:
            step = NextStep(Step.NONE, step.reds, None, step.last)
        steps.append((item, step))
    return steps


def _late_lines(
    workspace: Workspace, material: Material, steps: Sequence[tuple[PaperItem, NextStep]]
) -> list[RoundLine]:
    by_paper: dict[tuple[Step, int], list[tuple[PaperItem, NextStep]]] = defaultdict(list)
    for item, found in steps:
        if found.step is not Step.NONE and found.step is not Step.CIRCULAR:
            by_paper[found.step, item.unit_id].append((item, found))
    named = [item for item, step in steps if step.step is Step.CIRCULAR]
    lines = [
        (
            _ORDER[step],
            RoundLine(
                PAPER_OF[step],
                unit_id,
                found[0][0].unit_name,
                tuple(item for item, _ in found),
                _why(step, [one for _, one in found], material.today),
            ),
        )
        for (step, unit_id), found in by_paper.items()
    ]
    if named:
        lines.append((_ORDER[Step.CIRCULAR], circular_line(workspace, material, named)))
    # Stable: units keep the directory's order within a step.
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


def circular_line(workspace: Workspace, material: Material, named: Sequence[PaperItem]) -> RoundLine:
    """The circular to all, with why it is due; it lists everything that is late and not disputed."""
    facts = papers_of(workspace, material, paper_kind(PAPER_OF[Step.CIRCULAR]))
    items = facts[0].items if facts else ()
    names = list(dict.fromkeys(item.unit_name for item in named))
    if names:
        units = "、".join(names[:3]) + (f"等{len(names)}个单位" if len(names) > 3 else "")
        why = f"{units}有 {len(named)} 项多次督办仍未办结"
    else:
        why = f"逾期 {len(items)} 项"
    return RoundLine(PAPER_OF[Step.CIRCULAR], None, "各责任单位", items, why)


def _why(step: Step, found: Sequence[NextStep], today: date) -> str:
    reds = max(one.reds for one in found)
    lasts = [one.last for one in found if one.last is not None]
    last = max(lasts, key=lambda one: one.issued_on) if lasts else None
    match step:
        case Step.URGE:
            return f"逾期 {len(found)} 项 · 首次督办"
        case Step.TALK:
            return f"逾期 {len(found)} 项 · 连续 {reds} 次发文未办结"
        case _ if last is not None:
            return f"逾期 {len(found)} 项 · {_when(last.issued_on, today)}已发{last.kind}，第 {reds + 1} 次"
        case _:
            return f"逾期 {len(found)} 项"


def _when(day: date, today: date) -> str:
    months = (today.year - day.year) * 12 + today.month - day.month
    return {0: "本月", 1: "上月"}.get(months, f"{day.month}月{day.day}日")


def _reminders(workspace: Workspace, material: Material) -> list[RoundLine]:
    """A 工作提示函 for units with something 临期, unless they were reminded of it already."""
    kind = PAPER_OF[Step.REMIND]
    rules, past = escalation_rules(workspace), past_papers(workspace, material)
    by_unit: dict[int, list[PaperItem]] = defaultdict(list)
    for item in paper_items(workspace, material, paper_kind(kind)):
        papers = past.get((item.what, item.id), ())
        since = _soon_since(workspace, item.dates[0], material.today)
        if reminder_step(papers, since, rules).step is Step.REMIND:
            by_unit[item.unit_id].append(item)
    return [
        RoundLine(kind, unit_id, items[0].unit_name, tuple(items), _nearest(items), ticked=False)
        for unit_id, items in by_unit.items()
    ]


def _soon_since(workspace: Workspace, due: date, today: date) -> date:
    """The first day on which what falls due on `due` was 临期."""
    day = today
    while (
        checkpoint_light(due, None, day - timedelta(days=1), workspace.light_rules, workspace.calendar)[0]
        is Light.SOON
    ):
        day -= timedelta(days=1)
    return day


def _nearest(items: Sequence[PaperItem]) -> str:
    first = min(item.dates[0] for item in items)
    return f"临期 {len(items)} 项 · 最早 {first.month}月{first.day}日到期"


def _held(material: Material, steps: Sequence[tuple[PaperItem, NextStep]]) -> tuple[HeldLine, ...]:
    by_unit: dict[tuple[int, str, str], int] = defaultdict(int)
    for item, found in steps:
        if found.step is not Step.NONE:
            continue
        if (item.what, item.id) in material.disputed:
            why = "有异议，处理后再定"
        elif found.waits_until is not None:
            number = found.last.number if found.last else ""
            why = f"等待反馈至 {found.waits_until.month}月{found.waits_until.day}日（{number}）"
        else:
            why = "逾期天数未到督办的标准"
        by_unit[item.unit_id, item.unit_name, why] += 1
    return tuple(HeldLine(unit_id, name, count, why) for (unit_id, name, why), count in by_unit.items())


def with_burden(workspace: Workspace, material: Material, lines: Sequence[RoundLine]) -> list[RoundLine]:
    """The lines with how many papers each unit was asked to answer this quarter."""
    asked = papers_asked(material, material.today)
    return [
        line if line.unit_id is None else replace(line, asked=asked.get(line.unit_id, 0)) for line in lines
    ]


def orders_of(lines: Collection[RoundLine], extras: Extras) -> list[PaperOrder]:
    """The orders for some lines: each kind once, about just the items shown."""
    by_kind: dict[str, list[RoundLine]] = defaultdict(list)
    for line in lines:
        by_kind[line.kind].append(line)
    return [_order(kind, by_kind[kind], extras) for kind in BY_NAME if kind in by_kind]


def _order(kind: str, lines: Sequence[RoundLine], extras: Extras) -> PaperOrder:
    if BY_NAME[kind].to_all:
        return PaperOrder(kind, None, extras)
    items = frozenset[Key]((item.what, item.id) for line in lines for item in line.items)
    units = [line.unit_id for line in lines if line.unit_id is not None]
    return PaperOrder(kind, units, replace(extras, items=items))


def draft_lines(
    workspace: Workspace,
    lines: Collection[RoundLine],
    today: date,
    extras: Extras = NOTHING_BESIDE,
    *,
    with_number: bool = True,
) -> tuple[PaperDraft, ...]:
    """The proposed papers as they would be issued now, with the numbers they would get."""
    material = read_material(workspace, today)
    return tuple(
        draft
        for order in orders_of(lines, extras)
        for draft in drafts_of(
            workspace,
            material,
            paper_kind(order.kind),
            order.unit_ids,
            order.extras,
            with_number=with_number,
        )
    )


def preview_lines(
    workspace: Workspace,
    lines: Collection[RoundLine],
    today: date,
    extras: Extras = NOTHING_BESIDE,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> tuple[PaperPreview, ...]:
    """The proposed papers as PDF. What was done meanwhile is left out."""
    drafts = draft_lines(workspace, lines, today, extras)
    painted = []
    for done, draft in enumerate(drafts):
        step(report, cancelled, done, len(drafts), f"正在生成预览：{draft.facts.unit_name}")
        painted.append(paint_draft(draft))
    return tuple(painted)


def issue_lines(
    workspace: Workspace,
    lines: Collection[RoundLine],
    out_dir: Path,
    today: date,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
    formats: Sequence[str] = ("pdf",),
    extras: Extras = NOTHING_BESIDE,
) -> tuple[IssuedNotice, ...]:
    """Number, write and keep the papers of these lines: all of them or none.

    Raises InvalidInput, CannotSave, Cancelled as `issue_notices` does.
    """
    return issue_orders(workspace, orders_of(lines, extras), out_dir, today, report, cancelled, formats)
