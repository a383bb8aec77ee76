"""What each column of a table holds: by its title and, where the title is strange, by its cells.

A strange column never becomes part of a task in silence where its cells leave a choice: it is then kept
as an extra field and every row it fills carries a flag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import digit

from gongkai_desktop.domain.deadline import Ongoing
from gongkai_desktop.domain.deadline_text import read_deadlines
from gongkai_desktop.domain.grid import Cell
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.domain.unit_words import PERSON, SURNAMES
from gongkai_desktop.importers.column_titles import ColumnTitle, Holds, guess_title, read_title
from gongkai_desktop.importers.recognition.text import squeeze


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its printed title, what it holds, and the role it gives to units."""

    title: str
    holds: Holds
    role: Role = Role.RESPONSIBLE
    timed: bool = False
    """Whether cells of units name the deadline, too."""
    doubted: tuple[str, ...] = ()
    """The fields an extra column may belong to: every row that fills it asks the clerk."""
    period: str = ""
    """The period whose work an extra column tells (一季度)."""


_Texts = Mapping[int, Sequence[str]]
_Known = Sequence[ColumnTitle | None]
_SAMPLE = 40
"""So many cells tell what a column holds."""


def read_columns(
    titles: Sequence[str], body: Iterable[Cell], true_spans: bool
) -> tuple[list[Column], tuple[str, ...]]:
    """The columns under these titles, and the titles nobody knows whose cells are kept as extra fields."""
    known = [read_title(title) for title in titles]
    texts = _texts(body, len(titles))
    columns: list[Column] = []
    for index, (title, read) in enumerate(zip(titles, known, strict=True)):
        if read is not None:
            columns.append(_known_column(index, titles, known, texts))
        elif not true_spans and not texts[index]:
            columns.append(Column(title, Holds.OTHER))
        else:
            columns.append(_strange_column(index, titles, known, texts[index]))
    columns = _with_text(_with_measure(columns, texts), texts)
    columns = _with_times(_with_units(_with_numbers(columns, texts), texts), texts)
    strange = [column for column, read in zip(columns, known, strict=True) if read is None and column.title]
    return columns, tuple(column.title for column in strange if column.holds is Holds.OTHER)


def _texts(body: Iterable[Cell], width: int) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = {index: [] for index in range(width)}
    wanted = width
    for cell in body:
        if cell.column >= width or cell.column_span > 1 or len(texts[cell.column]) == _SAMPLE:
            continue
        if text := cell.text.strip():
            texts[cell.column].append(text)
            wanted -= len(texts[cell.column]) == _SAMPLE
            if not wanted:
                break
    return texts


def _known_column(index: int, titles: Sequence[str], known: _Known, texts: _Texts) -> Column:
    read = known[index]
    assert read is not None
    beside = _reports(index, titles, known) or _is_measure(index, titles, known, texts[index])
    beside = beside or _is_loose_time(index, titles, known)
    if not beside and _is_slight(index, _with_guesses(titles, known), texts):
        return Column(titles[index], Holds.OTHER, doubted=("requirement",))
    if not beside and _is_kind(index, titles, known, texts[index]):
        return Column(titles[index], Holds.OTHER)
    role = _role(index, titles, known)
    return Column(titles[index], Holds.OTHER if beside else read.holds, role, read.timed)


_KIND = re.compile(r".*(?:类型|类别|属性|性质|分类)")
_LONGEST_KIND = 6


def _is_kind(index: int, titles: Sequence[str], known: _Known, texts: Sequence[str]) -> bool:
    """整改类型 behind the task says of what kind it is; before it, it is a heading."""
    places = [i for i, t in enumerate(known) if t and t.holds is Holds.TEXT]
    last = bool(places) and index == places[-1] and bool(_KIND.fullmatch(squeeze(titles[index])))
    told = _with_guesses(titles, known)[:index]
    return (
        last
        and any(t and t.holds is Holds.TEXT for t in told)
        and bool(texts)
        and max(map(len, texts)) <= _LONGEST_KIND
    )


_CHIEF = re.compile(r"主要责任|第一责任")


def _role(index: int, titles: Sequence[str], known: _Known) -> Role:
    """主要责任单位 leads where others are named beside it; alone, it is who is responsible."""
    read = known[index]
    assert read is not None
    alone = sum(t is not None and t.holds is Holds.UNITS for t in known) == 1
    return Role.RESPONSIBLE if alone and _CHIEF.search(squeeze(titles[index])) else read.role


def _is_slight(index: int, known: _Known, texts: _Texts) -> bool:
    """Whether a text behind the units says less than the one before them, which is then the task."""
    read = known[index]
    tails = [i for i, t in enumerate(known) if t and t.holds is Holds.UNITS]
    if read is None or read.holds is not Holds.TEXT or not tails or index < tails[0] or not texts[index]:
        return False
    before = [i for i, t in enumerate(known) if t and t.holds is Holds.TEXT and i < tails[0] and texts[i]]
    return bool(before) and _length(texts[index]) < _length(texts[before[-1]])


def _length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts)


def _with_guesses(titles: Sequence[str], known: _Known) -> _Known:
    return [read or guess_title(title) for title, read in zip(titles, known, strict=True)]


def _strange_column(index: int, titles: Sequence[str], known: _Known, texts: Sequence[str]) -> Column:
    """A column under a title nobody knows, by its cells and the last word of its title."""
    title = titles[index]
    guess = guess_title(title)
    if not texts:
        return Column(title, Holds.OTHER)
    if guess is not None and guess.holds is Holds.OTHER:
        return _beside(index, title, known, texts)
    if _are_numbers(texts, told=guess is not None and guess.holds is Holds.NUMBER):
        numbered = any(t and t.holds is Holds.NUMBER for t in known)
        return Column(title, Holds.OTHER if numbered else Holds.NUMBER)
    named = (
        guess is not None and guess.holds is Holds.TEXT and any(t and t.holds is Holds.UNITS for t in known)
    )
    if not named and _most(texts, looks_like_units, 0.8):
        return _strange_units(title, guess, known)
    if guess is not None and guess.holds is Holds.UNITS:
        return Column(title, Holds.OTHER, doubted=("units",))
    taken = any(t and t.holds is Holds.DEADLINE for t in known)
    told = guess is not None and guess.holds is Holds.DEADLINE
    # A title of time heads limits even where some of them can't be read: those are asked about.
    if _most(texts, _is_time, 1) or (told and (not taken or _most(texts, _is_time, 0.7))):
        return Column(title, Holds.OTHER, doubted=("deadlines",)) if taken else Column(title, Holds.DEADLINE)
    return _strange_text(index, title, known, _with_guesses(titles, known), texts)


def _are_numbers(texts: Sequence[str], *, told: bool) -> bool:
    """Whether cells are serial numbers: all different and, where no title tells it, rising figures."""
    plain = [squeeze(text) for text in texts]
    if told:
        return len(set(plain)) == len(plain)
    figures = [digit(text, -1) if len(text) == 1 else int(text) if text.isdecimal() else -1 for text in plain]
    return figures[0] >= 0 and all(a < b for a, b in pairwise(figures))


def _strange_units(title: str, guess: ColumnTitle | None, known: _Known) -> Column:
    """Units beside known ones: taken where the title tells their role or no other column says who does it."""
    role = guess.role if guess else Role.RESPONSIBLE
    roles = {t.role for t in known if t and t.holds is Holds.UNITS}
    if title and role in roles:
        return Column(title, Holds.OTHER, doubted=("units",))
    if role is Role.RESPONSIBLE and roles - {Role.SUPPORT} and title:
        return Column(title, Holds.OTHER, doubted=("units",))
    return Column(title, Holds.UNITS, role)


_PROSE = 4
"""Shorter cells are names, figures and remarks."""


def _beside(index: int, title: str, known: _Known, texts: Sequence[str]) -> Column:
    """A column that seems to stand beside the task; a text before the task may be its heading."""
    places = [i for i, t in enumerate(known) if t and t.holds is Holds.TEXT]
    heads = bool(places) and index < places[-1] and sum(map(len, texts)) >= _PROSE * len(texts)
    if heads and not _APART.search(title) and not _most(texts, _is_time, 0.7):
        return Column(title, Holds.TEXT if _ABOUT.search(title) else Holds.OTHER, doubted=("path",))
    return Column(title, Holds.OTHER)


_APART = re.compile(r"时间|日期|人|领导|电话|来源|依据|单位|部门|科|长$|书记")
_ABOUT = re.compile(r"问题|事实|案情|基本")


def _strange_text(index: int, title: str, known: _Known, told: _Known, texts: Sequence[str]) -> Column:
    """Text before the last known text is a heading; behind it, it may be the requirement."""
    places = [i for i, t in enumerate(known) if t and t.holds is Holds.TEXT]
    tails = [i for i, t in enumerate(told) if t and t.holds in (Holds.UNITS, Holds.DEADLINE)]
    guess = told[index]
    if title and _most(texts, is_person, 0.7):
        return Column(title, Holds.OTHER)
    named = guess is not None and guess.holds is Holds.TEXT
    before = not tails or index < tails[0]
    heads = not places or index < places[-1]
    if title and not named and _most(texts, _is_figure, 0.7):
        return Column(title, Holds.OTHER)
    if not title or (before and (heads or named)) or (named and not places):
        return Column(title, Holds.TEXT if before or named else Holds.OTHER)
    long = _length(texts) >= _PROSE and not _most(texts, is_person, 0.7)
    return Column(title, Holds.OTHER, doubted=("requirement", "path") if named or (long and before) else ())


_PERSON = re.compile(
    rf"{PERSON}(?:\s*{PERSON})*|[{SURNAMES}](?:某+|副?[县区市镇乡局书科股处主]\S{{1,2}})|.{{2,4}}[县区市镇乡局]长\S{{0,3}}"
)


def is_person(text: str) -> bool:
    """Whether a cell is nothing but people's names or the offices they hold."""
    return bool(_PERSON.fullmatch(text))


_FIGURE = re.compile(r"[\d.,，≥≤<>＞＜+＋~～%％-]+[一-鿿]{0,2}")


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(squeeze(text)))


def _most(texts: Sequence[str], test: Callable[[str], bool], share: float) -> bool:
    return bool(texts) and sum(map(test, texts)) >= share * len(texts)


_LONGEST_TIME = 40


def _is_time(text: str) -> bool:
    """Whether a text is nothing but a limit; that it holds for good says little of a column."""
    return len(text) <= _LONGEST_TIME and not read_deadlines(text, _ANY_YEAR).doubts


def _is_dated(text: str) -> bool:
    if len(text) > _LONGEST_TIME:
        return False
    reading = read_deadlines(text, _ANY_YEAR)
    return not reading.doubts and any(not isinstance(d, Ongoing) for d in reading.deadlines)


_ANY_YEAR = 2000
_REPORT = re.compile(r"存在(?:的)?问题|问题.*|.*(?:困难|原因).*")
_GOAL = re.compile(r".*(?:目标|成效|效果)")
_MEASURE = re.compile(r".*(?:措施|举措|做法|步骤)")


_LOOSE_TIME = re.compile(r"(?:报送|反馈|发布|公开|更新|考核|办理)(?:时间|日期)")


def _is_loose_time(index: int, titles: Sequence[str], known: _Known) -> bool:
    """反馈时间 is a limit where no other column is one; beside 完成时限 it says when something was told."""
    times = [i for i, title in enumerate(known) if title and title.holds is Holds.DEADLINE]
    firm = [i for i in times if not _LOOSE_TIME.fullmatch(squeeze(titles[i]))]
    return index in times and index not in firm and bool(firm)


def _is_measure(index: int, titles: Sequence[str], known: _Known, texts: Sequence[str]) -> bool:
    """单位 beside other columns of units may be that of a figure: 亿元, %."""
    others = (t for i, t in enumerate(known) if t and t.holds is Holds.UNITS and i != index)
    if squeeze(titles[index]) != "单位" or not any(others):
        return False
    return bool(texts) and not any(map(looks_like_units, texts))


def _reports(index: int, titles: Sequence[str], known: _Known) -> bool:
    """存在问题 behind the task reports on it, 整改目标 behind a measure says what it is for."""
    texts = [i for i, column in enumerate(known) if column is not None and column.holds is Holds.TEXT]
    if len(texts) < 2 or index != texts[-1]:
        return False
    title = squeeze(titles[index])
    goal = _GOAL.fullmatch(title) and _MEASURE.fullmatch(squeeze(titles[texts[-2]]))
    return bool(goal or _REPORT.fullmatch(title))


def _with_measure(columns: list[Column], texts: _Texts) -> list[Column]:
    """Behind nothing but 存在问题, what is to be done next (下步打算) is the task."""
    told = [column for column in columns if column.holds is Holds.TEXT]
    if len(told) != 1 or "问题" not in told[0].title:
        return columns
    for index, column in enumerate(columns):
        if column.holds is Holds.OTHER and texts[index] and _NEXT.search(squeeze(column.title)):
            return [*columns[:index], replace(column, holds=Holds.TEXT, doubted=()), *columns[index + 1 :]]
    return columns


_NEXT = re.compile(r"下一?步|打算|对策|建议|办法|方案|意见|举措|措施|要求")


def _with_text(columns: list[Column], texts: _Texts) -> list[Column]:
    """A task has a text: where no column is known for one, the strange one with the longest cells is it."""
    if any(column.holds is Holds.TEXT for column in columns):
        return columns
    strange = [
        i for i, c in enumerate(columns) if c.holds is Holds.OTHER and c.title and read_title(c.title) is None
    ]
    long = {i: sum(map(len, texts[i])) / len(texts[i]) for i in strange if texts[i]}
    if not long:
        return columns
    index = max(long, key=lambda place: long[place])
    return [*columns[:index], replace(columns[index], holds=Holds.TEXT, doubted=()), *columns[index + 1 :]]


_STEPS = re.compile(r".*(?:安排|步骤|计划|进程|部署|阶段)")


def _with_times(columns: list[Column], texts: _Texts) -> list[Column]:
    """A title may be misleading: beside another text, a column of nothing but dates holds the limits."""
    if any(column.holds is Holds.DEADLINE or column.timed for column in columns):
        return columns
    told = [index for index, column in enumerate(columns) if column.holds is Holds.TEXT]
    for index in told[1:] if len(told) > 1 else ():
        # Steps with their dates (3月底前摸底) are limits; elsewhere a date in every cell may be by chance.
        steps = bool(_STEPS.fullmatch(squeeze(columns[index].title)))
        if _most(texts[index], _is_dated if steps else _is_bare_date, 1):
            return [*columns[:index], replace(columns[index], holds=Holds.DEADLINE), *columns[index + 1 :]]
    return columns


_BARE_DATE = 14


def _is_bare_date(text: str) -> bool:
    return len(text) <= _BARE_DATE and _is_dated(text)


def _with_numbers(columns: list[Column], texts: _Texts) -> list[Column]:
    """Where no column is called 序号, one of headings that holds nothing but figures is one."""
    told = [index for index, column in enumerate(columns) if column.holds is Holds.TEXT]
    if any(column.holds is Holds.NUMBER for column in columns) or len(told) < 2:
        return columns
    for index in told[:-1]:
        own = [squeeze(text) for text in texts[index]]
        figures = [text for text in own if _SERIAL.fullmatch(text)]
        rest = [text for text in own if not _SERIAL.fullmatch(text)]
        if len(figures) >= 2 and all(_SECTION_MARK.match(text) for text in rest):
            return [*columns[:index], replace(columns[index], holds=Holds.NUMBER), *columns[index + 1 :]]
    return columns


_SERIAL = re.compile(r"\d{1,3}|第\d{1,3}[条项号]")
_SECTION_MARK = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|合计|小计|总计")


def _with_units(columns: list[Column], texts: _Texts) -> list[Column]:
    """A title may be misleading: where no column holds units, the one whose cells read like units does."""
    if any(column.holds is Holds.UNITS for column in columns):
        return columns
    only_text = sum(column.holds is Holds.TEXT for column in columns) == 1
    for index, column in enumerate(columns):
        if (
            column.holds is not Holds.NUMBER
            and not (only_text and column.holds is Holds.TEXT)  # a task without text is none
            and _most(texts[index], looks_like_units, 0.8)
        ):
            return [*columns[:index], replace(column, holds=Holds.UNITS, doubted=()), *columns[index + 1 :]]
    return columns
