"""Printing a ledger as forms of one task each: labels at the left, what they ask for at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from generator.mess import Mess, make_mess
from generator.unit_cells import joined, one_cell
from generator.values import Expected, MadeLedger, MadeTask, PCell, Printed, PTable

_ROLES = ("lead", "responsible", "support")
_LABELS = {
    "number": ("编号", "督办编号", "任务编号", "序号"),
    "category": ("任务类别", "事项类别", "所属领域", "工作类别"),
    "name": ("督办事项", "事项名称", "任务名称", "交办事项", "工作任务", "督查事项"),
    "requirement": ("办理要求", "工作要求", "具体要求", "督办要求", "工作措施", "任务内容"),
    "units": ("责任单位", "承办单位", "责任部门", "落实单位", "被督办单位"),
    "lead": ("牵头单位", "主办单位", "牵头部门"),
    "responsible": ("责任单位", "承办单位"),
    "support": ("配合单位", "协办单位", "协同单位"),
    "deadline": ("办理时限", "办结时限", "完成时限", "完成时间", "时限要求"),
}
_ASIDE = (
    ("交办时间", "2026年1月5日"),
    ("交办单位", "县政府督查室"),
    ("督办人", "张三"),
    ("责任领导", "李四"),
    ("联系电话", "0000-1234567"),
    ("办理情况", ""),
    ("办理结果", ""),
    ("领导批示", "请抓紧办理。"),
    ("备注", ""),
    ("任务来源", "县政府常务会议"),
    ("联系人", "王五"),
)
_TITLES = ("督办单", "交办单", "任务卡", "工作任务书", "重点工作督办通知单")


def print_forms(rng: Random, ledger: MadeLedger, *, plain: bool = False) -> Printed:
    """A document of forms below each other, in tables of their own or in one."""
    tasks = ledger.tasks[: rng.randint(1, 6)]
    roles = [role for role in _ROLES if any(getattr(task.units, role) for task in tasks)]
    units = roles if len(roles) > 1 and rng.random() < 0.6 else ["units"]
    columns = ["name", "requirement", *units, "deadline"]
    columns += ["number"] if rng.random() < 0.4 else []
    columns += ["category"] if rng.random() < 0.2 else []
    labels = {column: rng.choice(_LABELS[column]) for column in columns}
    aside = tuple(rng.sample(_ASIDE, rng.randint(0, 4)))
    order = [c for c in ("number", "name", "category", *units, "deadline", "requirement") if c in columns]
    if rng.random() < 0.3:
        order.remove("requirement")
        order.insert(order.index("name") + 1, "requirement")
    mess, title = make_mess(rng), rng.choice(_TITLES)
    pairs = rng.choice([1, 2, 2, 3])
    together, inside = rng.random() < 0.3, rng.random() < 0.5
    blocks: list[str | PTable] = [f"{ledger.title}{title}"]
    expected: list[Expected] = []
    for number, task in enumerate(tasks, 1):
        texts, wanted = _texts(rng, task, order, mess, number)
        rows = [(labels[column], texts[column], column == "requirement") for column in order]
        rows += [(label, text, False) for label, text in aside]
        table = _table(rng, rows, pairs, plain=plain)
        bar = f"{title}（第{number}号）"
        if inside:
            table.rows.insert(0, _wide(bar, pairs))
        elif not together:
            blocks.append(bar)
        if together and isinstance(blocks[-1], PTable):
            blocks[-1].rows += table.rows
        else:
            blocks.append(table)
        expected.append(_with_aside(wanted, aside))
    layout = f"forms {order} pairs={pairs} together={together} inside={inside} {mess}"
    return Printed(blocks, expected, ledger.year, layout)


def _wide(text: str, pairs: int) -> list[PCell | None]:
    return [PCell(text, 1, 2 * pairs), *[None] * (2 * pairs - 1)]


def _texts(
    rng: Random, task: MadeTask, order: Sequence[str], mess: Mess, number: int
) -> tuple[dict[str, str], Expected]:
    texts = {"number": str(number), "name": task.name, "category": task.category}
    texts |= {"requirement": task.requirement, "deadline": task.deadline.text}
    unclear = {"deadlines"} if task.deadline.unclear else set()
    open_ended = False
    if "units" in order:
        texts["units"], open_ended, glued = one_cell(rng, task.units)
        unclear |= {"units"} if glued else set()
    for role in _ROLES:
        names = getattr(task.units, role)
        texts[role] = joined(rng, names) if names else ""
    texts = {column: mess.cell(rng, text) if column != "number" else text for column, text in texts.items()}
    wanted = Expected(
        no=str(number) if "number" in order else None,
        path=tuple(
            text for column, text in (("category", task.category), ("name", task.name)) if column in order
        ),
        requirement=task.requirement,
        items=task.items,
        units=task.units.expected(),
        open_ended=open_ended,
        deadlines=task.deadline.values,
        inline=task.inline,
        unclear=frozenset(unclear),
    )
    return texts, wanted


def _with_aside(wanted: Expected, aside: Sequence[tuple[str, str]]) -> Expected:
    return replace(wanted, extra=tuple((label, text) for label, text in aside if text))


def _table(rng: Random, rows: Sequence[tuple[str, str, bool]], pairs: int, *, plain: bool) -> PTable:
    """Labels and texts, `pairs` of them in a row; the long one has a row of its own."""
    table = PTable()
    waiting: list[PCell | None] = []
    for label, text, long in rows:
        pieces = text.split("\n")
        alone = long or len(text) > 30 or pairs == 1
        if alone and waiting:
            table.rows.append(_filled(waiting, pairs))
            waiting = []
        if alone and long and not plain and len(pieces) > 1 and rng.random() < 0.5:
            # A label merged over several rows of text.
            for n, piece in enumerate(pieces):
                first = PCell(label, len(pieces)) if n == 0 else None
                table.rows.append([first, PCell(piece, 1, 2 * pairs - 1), *[None] * (2 * pairs - 2)])
        elif alone:
            table.rows.append([PCell(label), PCell(text, 1, 2 * pairs - 1), *[None] * (2 * pairs - 2)])
        else:
            waiting += [PCell(label), PCell(text)]
            if len(waiting) == 2 * pairs:
                table.rows.append(waiting)
                waiting = []
    return PTable([*table.rows, *([_filled(waiting, pairs)] if waiting else [])])


def _filled(row: list[PCell | None], pairs: int) -> list[PCell | None]:
    """A row brought to the table's width by its last cell."""
    last = row[-1]
    assert last is not None
    lack = 2 * pairs - len(row)
    return [*row[:-1], PCell(last.text, 1, 1 + lack), *[None] * lack]
