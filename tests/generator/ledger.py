"""Made-up ledgers: tasks with headings, items, units and deadlines."""

from __future__ import annotations

from random import Random

from generator import words
from generator.deadlines import make_deadline, make_inline
from generator.values import MadeLedger, MadeTask, MadeUnits, Name
from gongkai_desktop.domain.deadline import Deadline

_NUMBERINGS = ("({n})", "（{n}）", "{n}.", "{n}、", "{n}．", "{c}", "{n}）")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def make_ledger(rng: Random) -> MadeLedger:
    """A ledger of one office: a county, a district, a city or the sections of one bureau."""
    level = rng.choice(["县", "县", "县", "区", "市", "科"])
    year = rng.randint(2019, 2027)
    place = {"科": "示例县财政局"}.get(level, f"示例{level}")
    title = rng.choice([f"{place}{year}年", f"{year}年{place}", f"{year}年"]) + rng.choice(words.TITLE_ENDS)
    sections = rng.sample(words.SECTIONS, rng.randint(2, 4))
    categories = rng.sample(words.CATEGORIES, len(words.CATEGORIES))
    names = rng.sample(words.NAMES, len(words.NAMES))
    units = [_units(rng, level) for _ in range(6)]
    tasks: list[MadeTask] = []
    for section in sections:
        for _ in range(rng.randint(1, 3)):
            category = categories.pop()
            shared = rng.choice(units) if rng.random() < 0.5 else None
            for _ in range(rng.randint(1, 3)):
                name = names.pop() if names else rng.choice(words.NAMES)
                task_units = shared or rng.choice([*units, _units(rng, level)])
                tasks.append(_task(rng, year, section, category, name, task_units))
    return MadeLedger(level, title, year, tuple(tasks))


def _task(rng: Random, year: int, section: str, category: str, name: str, units: MadeUnits) -> MadeTask:
    requirement, items, inline = _requirement(rng, year)
    return MadeTask(section, category, name, requirement, items, inline, units, make_deadline(rng, year))


def _requirement(rng: Random, year: int) -> tuple[str, tuple[str, ...], tuple[Deadline, ...]]:
    inline: list[Deadline] = []

    def sentence() -> str:
        if rng.random() < 0.15:
            text, deadlines = make_inline(rng, year)
            inline.extend(deadlines)
            return text
        return rng.choice(words.SENTENCES)

    if rng.random() < 0.3:
        style, end = rng.choice(_NUMBERINGS), rng.choice(["；", "。", ";"])
        items = [sentence() + end for _ in range(rng.randint(2, 4))]
        items[-1] = items[-1][:-1] + "。"
        gap = rng.choice(["", "", "\n", " "])
        text = gap.join(style.format(n=n, c=_CIRCLED[n - 1]) + item for n, item in enumerate(items, 1))
        return text, tuple(items), tuple(inline)
    text = "".join(sentence() + "。" for _ in range(rng.randint(1, 3)))
    if rng.random() < 0.15:
        text = text[:-1]
    return text, (text,), tuple(inline)


def _name(rng: Random, level: str) -> Name:
    if level == "科":
        return Name(rng.choice(words.SECTION_BODIES))
    roll = rng.random()
    if roll < 0.12:
        return Name(rng.choice(words.OTHER_BODIES).format(level))
    if roll < 0.2:
        return Name(rng.choice(words.COUNTY_BODIES[:24]))
    return Name(level + rng.choice(words.COUNTY_BODIES))


def _class(rng: Random, level: str) -> Name:
    if level == "科":
        return Name(rng.choice(words.SECTION_CLASSES), collective=True)
    text = rng.choice(words.CLASSES).format(level)
    return Name(text.replace("乡镇", "镇") if level == "区" else text, collective=True)


def _names(rng: Random, level: str, most: int) -> tuple[Name, ...]:
    names: list[Name] = []
    for _ in range(rng.randint(1, most)):
        name = _name(rng, level)
        if all(name.text not in other.text and other.text not in name.text for other in names):
            names.append(name)
    if rng.random() < 0.3:
        names.append(_class(rng, level))
    return tuple(names) if rng.random() > 0.1 else (_class(rng, level),)


def _units(rng: Random, level: str) -> MadeUnits:
    """Units in one of the shapes: all responsible, lead and support, lead and responsible."""
    roll = rng.random()
    if roll < 0.5:
        names = _names(rng, level, 4)
        open_ended = rng.random() < 0.15 and not names[-1].collective
        return MadeUnits(responsible=names, open_ended=open_ended)
    lead = _names(rng, level, 2)
    lead = tuple(name for name in lead if not name.collective) or (_name(rng, level),)
    others = tuple(
        name
        for name in _names(rng, level, 3)
        if all(name.text not in other.text and other.text not in name.text for other in lead)
    ) or (_class(rng, level),)
    if roll < 0.75:
        return MadeUnits(lead=lead, support=others)
    return MadeUnits(lead=lead, responsible=others) if roll < 0.9 else MadeUnits(lead=lead)
