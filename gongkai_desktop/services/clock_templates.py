"""The library of statutory limits: the built-in rules, and what the clerk has changed or added."""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from gongkai_desktop import paths
from gongkai_desktop.domain.clocks import ClockKind, ClockTemplate, ClockUnit
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import clocks
from gongkai_desktop.store.unit_of_work import Reading

UNIT_WORDS: dict[ClockUnit, str] = {
    "working": "工作日",
    "calendar": "日",
    "month": "月",
    "year": "年",
    "hour": "小时",
    "date": "每年定日",
    "each_month": "每月",
    "each_quarter": "每季度",
    "each_half_year": "每半年",
    "each_2_years": "每两年",
}
"""The units of a rule as the clerk chooses them."""
KIND_WORDS = {ClockKind.AT_MOST: "最多", ClockKind.AT_LEAST: "最少"}

_LARGEST = {"working": 2500, "calendar": 3660, "month": 120, "year": 10, "hour": 720}
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@cache
def standard_templates() -> tuple[ClockTemplate, ...]:
    """The built-in rules in their order."""
    units = {word: unit for unit, word in UNIT_WORDS.items()}
    kinds = {word: kind for kind, word in KIND_WORDS.items()}
    with (paths.resources() / "clocks" / "standard.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            ClockTemplate(
                key=row["编号"],
                name=row["名称"],
                kind=kinds[row["要求"]],
                trigger=row["起算"],
                amount=int(row["数量"]),
                unit=units[row["单位"]],
                month_day=row["月日"] or None,
                moves_on=row["遇休息日顺延"] == "是",
                pause_rule=row["暂停规则"],
                reset_rule=row["重新起算规则"],
                article=row["依据"],
                verified=row["核对"] == "已核",
                note=row["说明"],
                built_in=True,
            )
            for row in csv.DictReader(file)
        )


def list_templates(workspace: Workspace) -> tuple[ClockTemplate, ...]:
    """All rules: the built-in ones as the clerk has changed them, then the clerk's own."""
    with workspace.ledger.read() as reading:
        return templates_in(reading)


def templates_in(reading: Reading) -> tuple[ClockTemplate, ...]:
    """The same inside a transaction of the caller."""
    own = {template.key: template for template in clocks.own_templates(reading)}
    built_in = [
        replace(own.pop(template.key), built_in=True, changed=True) if template.key in own else template
        for template in standard_templates()
    ]
    return (*built_in, *own.values())


def template_in(reading: Reading, key: str) -> ClockTemplate:
    """The rule with this key. Raises InvalidInput when there is none."""
    for template in templates_in(reading):
        if template.key == key:
            return template
    raise InvalidInput(f"没有“{key}”这一法定时限规则。", "请在“设置”的法定时限规则中选择。")


def save_template(workspace: Workspace, template: ClockTemplate, *, running: bool = False) -> str:
    """Keep a rule: a new one (empty key) or a changed one; hands back the journal batch.

    Limits that run keep the rule they were started under, unless `running` says that theirs was wrong too.
    """
    template = _tidy(template)
    _check(template)
    with workspace.change("修改法定时限规则" if template.key else "新增法定时限规则", template.name) as work:
        others = [other for other in templates_in(work) if other.key != template.key]
        if any(other.name == template.name for other in others):
            raise InvalidInput(f"已有法定时限规则“{template.name}”。", "请换一个名称，或直接修改它。")
        kept = template if template.key else replace(template, key=f"own-{uuid.uuid4().hex[:12]}")
        clocks.save_template(work, kept)
        if running and not kept.yearly:
            for clock in clocks.list_clocks(work):
                if clock.template_key == kept.key and clock.finished_on is None and not clock.cancelled:
                    clocks.change_clock(work, clock.id, **rule_of(kept))
        work.commit()
    return work.batch


def restore_templates(workspace: Workspace, keys: Iterable[str]) -> str:
    """Bring built-in rules back to what they were; rules of the clerk's own are deleted."""
    with workspace.change("恢复法定时限规则") as work:
        for key in keys:
            clocks.remove_template(work, key)
        work.commit()
    return work.batch


def rule_of(template: ClockTemplate) -> dict[str, object]:
    """What a running limit keeps of its rule."""
    return {
        "name": template.name,
        "kind": template.kind,
        "amount": template.amount,
        "unit": template.unit,
        "moves_on": template.moves_on,
        "article": template.article,
    }


def _tidy(template: ClockTemplate) -> ClockTemplate:
    texts = ("name", "trigger", "pause_rule", "reset_rule", "article", "note")
    tidied = {key: getattr(template, key).strip() for key in texts}
    dated = template.unit == "date"
    return replace(
        template,
        **tidied,
        amount=0 if template.yearly else template.amount,
        month_day=template.month_day if dated else None,
    )


def _check(template: ClockTemplate) -> None:
    if not template.name:
        raise InvalidInput("没有填写名称。", "请填写法定时限的名称，例如“主动公开”。")
    if template.unit == "date":
        if not template.month_day or not _MONTH_DAY.fullmatch(template.month_day):
            raise InvalidInput("没有填写每年的日期。", "请填写月日，例如 03-31。")
    elif not template.yearly:
        largest = _LARGEST[template.unit]
        if template.amount == 0 or abs(template.amount) > largest:
            raise InvalidInput(f"时限 {template.amount} 不合适。", f"请填写 1 至 {largest} 之间的数。")
        if template.amount < 0 and template.unit == "hour":
            raise InvalidInput("以小时计的时限不能往前数。", "请改用日或工作日。")
