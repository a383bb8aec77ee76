"""Makes resources/sample/progress.csv: what units reported in the month before the sample's day.

Run by hand after make_sample.py: .venv/bin/python tests/data/make_progress.py
Most of what is due was done in time; a few units are late, so that there is something to supervise.
"""

from __future__ import annotations

import csv
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from gongkai_desktop.domain.checkpoints import plan_checkpoints
from gongkai_desktop.domain.deadline import deadline_from_json
from gongkai_desktop.domain.groups import expand, group_rule
from gongkai_desktop.domain.ledger import Group, Unit
from gongkai_desktop.domain.recognised import InlineDeadline
from gongkai_desktop.domain.unit_names import build_index
from gongkai_desktop.services.standard_units import standard_units

DATA = Path(__file__).resolve().parent
TARGET = DATA.parents[1] / "resources" / "sample" / "progress.csv"
COLUMNS = ("来源文件", "序号", "单位", "日期", "进展", "百分比", "完成日期", "链接")

SAMPLE_DAY = date(2026, 6, 24)
"""The day on which the sample's lights are the most telling: spring is over, the half-year is due."""
MONTH = [SAMPLE_DAY - timedelta(days=days) for days in range(28, 0, -1)]
WORKDAYS = [day for day in MONTH if day.weekday() < 5 and not date(2026, 6, 19) <= day <= date(2026, 6, 21)]

# (document, 序号, unit): due before the sample's day and not done.
LATE = {
    ("1", "11", "县医疗保障局"): (60, "名录已汇总，待医疗机构核对电话"),
    ("1", "7", "县商务局"): (80, "部门预算公开表已填报，财政审核中"),
    ("1", "7", "县林业局"): (0, ""),
    ("1", "7", "县信访局"): (40, "正在整理部门预算说明"),
    ("1", "17", "县水利局"): (50, "抽查计划已拟定，待联合部门会签"),
    ("1", "17", "县应急管理局"): (0, ""),
    ("2", "1", "示例三镇"): (0, ""),
    ("2", "1", "示例二乡"): (30, "学区范围正与教育部门核对"),
    ("2", "13", "县综合行政执法局"): (70, "泊位已编号，收费标准待批复"),
    ("2", "13", "县公安局"): (0, ""),
    ("2", "17", "县商务局"): (50, "惠企政策已收集一半"),
    ("3", "2", "县医疗保障局"): (60, "医保事项指南已编好，待统一排版"),
}
UNDER_WAY = (
    (20, "已明确经办股室和责任人"),
    (40, "材料收集中，已完成近半"),
    (60, "初稿已形成，正在征求意见"),
    (80, "已报分管领导审核，拟于月底前公开"),
)
DONE = ("已在县政府门户网站公开", "已完成并在专栏公布", "已按要求公开，附网址")


@dataclass(frozen=True)
class SampleDuty:
    """A unit's part in a task, with the dates it is bound to."""

    document: str
    no: str
    file: str
    unit: str
    dues: tuple[date, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What a row of the file names."""
        return self.document, self.no, self.unit

    @property
    def chance(self) -> int:
        """A number from 0 to 99 that is always the same for this duty."""
        return zlib.crc32("|".join(self.key).encode()) % 100


def sample_duties() -> list[SampleDuty]:
    """Every duty of the sample whose task can be told by its number."""
    duties = [
        duty for path in sorted((DATA / "expected").glob("sample_*.json")) for duty in _of_document(path)
    ]
    known = Counter(duty.key for duty in duties)
    return [duty for duty in duties if known[duty.key] == 1]


def _of_document(path: Path) -> Iterator[SampleDuty]:
    document = json.loads(path.read_text("utf-8"))
    since = document["document_date"] and date.fromisoformat(document["document_date"])
    for task in document["tasks"]:
        inline = [
            InlineDeadline(d["text"], d["item"], deadline_from_json(d["deadline"]))
            for d in task["inline_deadlines"]
        ]
        deadlines = [deadline_from_json(deadline) for deadline in task["deadlines"]]
        planned = plan_checkpoints(task["deadline_text"], deadlines, inline, document["year"], since)
        for unit in _units(task):
            yield SampleDuty(
                path.stem.split("_")[1], task["no"], document["source"], unit, tuple(p.due for p in planned)
            )


def _units(task: dict[str, Any]) -> list[str]:
    units = [replace(unit, id=number) for number, unit in enumerate(standard_units(), start=1)]
    index = build_index(units)
    names: dict[str, None] = {}
    for named in task["units"]:
        if named["collective"]:
            group = Group(0, named["name"], group_rule(named["name"]).kinds)
            names |= dict.fromkeys(unit.name for unit in expand(group, units, None))
        else:
            unit: Unit | None = index.find(named["name"], "示例县")
            names[unit.name if unit else named["name"]] = None
    return list(names)


def row(duty: SampleDuty) -> tuple[str, ...] | None:
    """What the unit reported in the month, None for nothing."""
    day = WORKDAYS[duty.chance % len(WORKDAYS)]
    past = [due for due in duty.dues if due < SAMPLE_DAY]
    if duty.key in LATE:
        percent, text = LATE[duty.key]
        return _row(duty, day, text, str(percent)) if text else None
    if past:
        return _finished(duty, day, past)
    if duty.dues and duty.dues[0] <= date(2026, 6, 30) and duty.chance < 20:
        return _finished(duty, day, [day])
    if duty.dues and duty.chance < 28:
        percent, text = UNDER_WAY[duty.chance % len(UNDER_WAY)]
        return _row(duty, day, text, str(percent))
    return None


def _finished(duty: SampleDuty, day: date, past: list[date]) -> tuple[str, ...]:
    """Done some days before it was due; what recurs was last done in this month."""
    recurs = len(past) > 1
    done = day if recurs or day <= past[-1] else past[-1] - timedelta(days=duty.chance % 9 + 1)
    text = DONE[duty.chance % len(DONE)]
    article = f"https://www.shilixian.example/zwgk/{done:%Y%m}/t{done:%Y%m%d}_{duty.document}{duty.no:0>2}{duty.chance:02}.html"
    return _row(duty, day, text, "" if recurs else "100", done.isoformat(), article)


def _row(
    duty: SampleDuty, day: date, text: str, percent: str, done: str = "", link: str = ""
) -> tuple[str, ...]:
    return duty.file, duty.no, duty.unit, day.isoformat(), text, percent, done, link


def main() -> None:
    """Writes the file, oldest entries first, and says how much of the ledger it touches."""
    duties = sample_duties()
    unknown = LATE.keys() - {duty.key for duty in duties}
    if unknown:
        sys.exit(f"no such duty: {unknown}")
    rows = sorted(
        filter(None, map(row, duties)), key=lambda cells: (cells[3], cells[0], int(cells[1]), cells[2])
    )
    with TARGET.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    finished = sum(1 for cells in rows if cells[6])
    sys.stdout.write(f"{len(duties)} duties, {len(rows)} rows, {finished} of them finished\n")


if __name__ == "__main__":
    main()
