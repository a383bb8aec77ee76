"""Printing a ledger as running text: headings, numbered points, units in brackets at the end."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from generator.mess import make_mess
from generator.unit_cells import joined
from generator.values import Expected, MadeLedger, MadeTask, Name, Printed
from gongkai_desktop.domain.deadline import Deadline, Ongoing
from gongkai_desktop.domain.recognised import NamedUnit, Role

_HAN = "一二三四五六七八九十"
FORMS = ("labels", "bracket labels", "bracket", "list")


@dataclass
class Style:
    """How points are numbered and where their units stand."""

    form: str
    """labels: lines under the point; bracket labels: 牵头单位：…; bracket: role words; list: names alone."""
    nested: bool
    """Points numbered 1. under （一）, else （一） under 一、."""
    titled: bool
    running: bool
    """Numbers run on over the headings."""
    dated: bool
    first_leads: bool


def print_prose(rng: Random, ledger: MadeLedger) -> Printed:
    """A notice whose tasks stand in its text."""
    form = rng.choice(FORMS)
    style = Style(
        form=form,
        nested=rng.random() < 0.4,
        titled=rng.random() < 0.6,
        running=rng.random() < 0.5,
        dated=form != "list" and rng.random() < 0.6,
        first_leads=form == "list" and rng.random() < 0.4,
    )
    mess = make_mess(rng)
    blocks: list[str] = [ledger.title, "各乡镇人民政府，县直各部门："]
    if rng.random() < 0.5:
        blocks.append("为深入推进政务公开工作，结合实际，制定本要点。")
    expected: list[Expected] = []
    sections = list(dict.fromkeys(task.section for task in ledger.tasks))
    number = 0
    noted_first = False
    for s, section in enumerate(sections):
        heading = f"{_HAN[s]}、{section}"
        blocks.append(heading)
        if not style.running:
            number = 0
        tasks = [task for task in ledger.tasks if task.section == section]
        categories = list(dict.fromkeys(task.category for task in tasks))
        for c, category in enumerate(categories):
            headings = [heading]
            if style.nested:
                headings.append(f"（{_HAN[c]}）{category}")
                blocks.append(headings[-1] + rng.choice(["", "。"]))
                if not style.running:
                    number = 0
            for task in tasks:
                if task.category != category:
                    continue
                number += 1
                note = "，列第一位的为牵头单位，下同" if style.first_leads and not noted_first else ""
                lines, made = _point(rng, task, style, number, tuple(headings), note)
                noted_first = noted_first or bool(note)
                blocks += [mess.cell(rng, line).replace("\n", "") for line in lines]
                expected.append(made)
    if rng.random() < 0.5:
        blocks += ["示例县人民政府办公室", f"{ledger.year}年3月5日"]
    return Printed(list(blocks), expected, ledger.year, f"{style} {mess}")


def _point(
    rng: Random, task: MadeTask, style: Style, number: int, headings: tuple[str, ...], note: str
) -> tuple[list[str], Expected]:
    printed = f"{number}" if style.nested else f"（{_numeral(number)}）"
    joint = rng.choice([".", "."]) if style.nested else ""
    # A numbered list inside a numbered point would be measures of their own: print plain sentences.
    requirement = (
        task.requirement
        if len(task.items) == 1
        else "".join(f"{item.rstrip('；;。')}。" for item in task.items)
    )
    if not requirement.endswith("。"):
        requirement += "。"
    title = f"{task.name}。" if style.titled else ""
    units, open_ended, words = _units(rng, task, style)
    time, deadlines = _time(task, style)
    lines = [f"{printed}{joint}{title}{requirement}"]
    if style.form == "labels":
        lines += words.split("；") + ([f"完成时限：{time}"] if time else [])
    elif style.form == "bracket labels":
        lines[0] += f"（{words}{'；完成时限：' + time if time else ''}）"
    else:
        lines[0] += f"（{words}{note}{'，' + time if time else ''}）"
    path = (*headings, task.name) if style.titled else headings
    return lines, Expected(
        no=printed,
        path=path,
        requirement=requirement,
        items=(requirement,),
        units=units,
        open_ended=open_ended,
        deadlines=deadlines,
        inline=task.inline,
        unclear=frozenset({"deadlines"} if time and task.deadline.unclear else ()),
    )


def _numeral(number: int) -> str:
    if number <= 10:
        return _HAN[number - 1]
    tens, ones = divmod(number, 10)
    return f"{_HAN[tens - 1] if tens > 1 else ''}十{_HAN[ones - 1] if ones else ''}"


def _time(task: MadeTask, style: Style) -> tuple[str, tuple[Deadline, ...]]:
    """A deadline that reads well in a bracket; without a label only one certain date or period."""
    text, values = task.deadline.text, task.deadline.values
    if not style.dated or not text or any(mark in text for mark in "；;\n（。"):
        return "", ()
    if style.form == "bracket" and (
        len(values) > 1
        or task.deadline.unclear
        or isinstance(values[0], Ongoing)
        or any(m in text for m in "，,、")
    ):
        return "", ()
    return text, values


def _units(rng: Random, task: MadeTask, style: Style) -> tuple[tuple[NamedUnit, ...], bool, str]:
    units = task.units
    if style.form in ("labels", "bracket labels"):
        parts = [
            f"{label}：{_commas(rng, names)}"
            for label, names in (
                (rng.choice(["牵头单位", "牵头部门"]), units.lead),
                (rng.choice(["责任单位", "责任部门"]), units.responsible),
                (rng.choice(["配合单位", "协办单位"]), units.support),
            )
            if names
        ]
        return units.expected(), False, "；".join(parts)
    if style.form == "list":
        names = (*units.lead, *units.responsible, *units.support)
        return _listed(names, style), False, _commas(rng, names)
    if units.lead and units.support:
        return units.expected(), False, f"{_commas(rng, units.lead)}牵头，{_commas(rng, units.support)}配合"
    if units.lead and units.responsible:
        return (
            units.expected(),
            False,
            f"{_commas(rng, units.lead)}牵头，{_commas(rng, units.responsible)}按职责分工负责",
        )
    if units.lead:
        return (
            units.expected(),
            False,
            f"{_commas(rng, units.lead)}{rng.choice(['牵头', '牵头负责', '牵头落实'])}",
        )
    names = _commas(rng, units.responsible)
    if units.open_ended:
        return (
            units.expected(),
            True,
            names + rng.choice(["等部门按职责分工负责", "等有关部门负责", "等按职责分工负责"]),
        )
    return units.expected(), False, names + rng.choice(["负责", "按职责分工负责", "负责落实", "分别负责"])


def _listed(names: tuple[Name, ...], style: Style) -> tuple[NamedUnit, ...]:
    first = next((name for name in names if not name.collective), None) if len(names) > 1 else None
    return tuple(
        NamedUnit(n.text, Role.LEAD if style.first_leads and n is first else Role.RESPONSIBLE, n.collective)
        for n in names
    )


def _commas(rng: Random, names: tuple[Name, ...]) -> str:
    return (
        joined(rng, names).replace("\n", "").replace(" ", "、")
        if len(names) == 1
        else "、".join(n.text for n in names)
    )
