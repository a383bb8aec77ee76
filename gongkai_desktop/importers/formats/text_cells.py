"""Cells of plain text that nothing marks for sure: told by gaps, by bars a line each, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from gongkai_desktop.domain.deadline_text import read_deadlines
from gongkai_desktop.domain.unit_text import is_name, looks_like_units
from gongkai_desktop.domain.unit_words import PERSON
from gongkai_desktop.importers.column_titles import Holds, guess_title, is_column_title, read_title

Line = tuple[int, str]
"""A line's number (1-based) and its text."""
SENTENCE_ENDS = ("。", "；", "！", "？", "：", ":", "）")
FURNITURE = re.compile(
    r"^\s*[【\[]?(?:抄送|抄报|注[:：]|备注[:：]|说明[:：]|附件|制表|填表|扫一扫|打印|关闭|分享|来源[:：]|您访问|责任编辑|上一[篇条]|下一[篇条]|相关(?:链接|文件|解读)|"
    r".*印发\s*$|.*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$)"
)
"""Lines beside a table that are none of its cells."""
UNSURE = "这一行的格数与表头不同，各格按内容对应到列，请核对"
_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0]*|[ \u00a0]{2,}|\u3000+")
_MOST_COLUMNS = 12
_LONGEST_DATE = 30
_ASIDE = re.compile(r"[\d.]+分?|[\d\-—]{7,}|/|[■□√✓☑].*")
_PERSONS = re.compile(rf"{PERSON}(?:[、，,]?{PERSON})?")
_LONGEST_TITLE = 6
_TITLE_LIMIT = 10
_NAMES_TABLE = re.compile("[表单账]$|分工$|分解$")
_MONTH = re.compile(r"\d{1,2}月")
_BEGINS_WITH_TIME = re.compile(
    r"[\d每年]|全年|[上下]半年|第?[一二三四]季|[一二三四五六七八九十]{1,3}月|长期|持续|立即|立行|即[时日]"
)
_EACH = re.compile(r"各[^、，,；;]*")
_CLASS_END = re.compile(
    r"(?:[局委办处科股室站所院校镇乡街场村居区县市会厂店园队）)]|部门|单位|街道|企业|机构|政府|中心|公司|主体|团体)$"
)
_BEGINS_WITH_BODY = re.compile(r"[县区市州旗省镇乡各团有相中国]")
_ROLE_WORD = re.compile("牵头|负责|配合|落实")
_FEWEST_BAR_LINES = 6


def pieces(line: str) -> list[str]:
    """The cells of a line between tabs and wide gaps."""
    return [piece.strip() for piece in _GAP.split(line.strip(" \u00a0\u3000"))]


def gap_header(lines: Sequence[str]) -> int | None:
    """Which line is a header whose titles stand apart by gaps, of which not all are tabs; None for none."""
    for index, line in enumerate(lines):
        if "  " not in line and "\u3000" not in line:
            continue
        cells = pieces(line)
        known = sum(map(is_column_title, cells))
        holds = {title.holds for cell in cells if (title := read_title(cell))}
        if len(cells) < 3 or known < len(cells) - 1 or not {Holds.TEXT, Holds.UNITS} <= holds:
            continue
        if known > sum(map(is_column_title, line.split("\t"))):
            return index
    return None


def has_bar_lines(lines: Sequence[str]) -> bool:
    """Whether the cells of a text stand a line each, with a bar before or behind."""
    barred = [line.strip().replace("｜", "|") for line in lines if "|" in line or "｜" in line]
    inner = sum("|" in line.strip("|") for line in barred)
    return len(barred) >= _FEWEST_BAR_LINES and inner * 10 < max(len(barred), 20)


def bar_groups(lines: Sequence[str]) -> tuple[list[list[Line]], list[Line]]:
    """The cells of such a text in groups that blank lines part, and the lines that are none."""
    plain = [line.strip().replace("｜", "|") for line in lines]
    behind = sum(line.endswith("|") for line in plain) >= sum(line.startswith("|") for line in plain)
    groups: list[list[Line]] = [[]]
    waiting: list[Line] = []
    outside: list[Line] = []
    for number, line in enumerate(plain, 1):
        text = line.strip("| ")
        if not line:
            outside += waiting
            waiting = []
            groups.append([])
        elif behind and not line.endswith("|"):
            waiting.append((number, text))
        elif behind or line.startswith("|"):
            parts = [*waiting, *([(number, text)] if text or not waiting else [])]
            groups[-1].append((parts[0][0], "\n".join(part for _, part in parts)))
            waiting = []
        elif groups[-1]:
            first, above = groups[-1][-1]
            groups[-1][-1] = first, f"{above}\n{text}"
        else:
            outside.append((number, text))
    return [group for group in groups if group], outside + waiting


def kind_of(text: str) -> Holds:
    """What a cell holds, by its text alone: OTHER for a person, a figure or a telephone number."""
    plain = "".join(text.split())
    if plain.isdecimal() and len(plain) <= 3:
        return Holds.NUMBER
    if _ASIDE.fullmatch(plain):
        return Holds.OTHER
    sentence = plain.endswith("。")
    if len(plain) <= _LONGEST_DATE and (not sentence or _BEGINS_WITH_TIME.match(plain)):
        reading = read_deadlines(plain, 2000)
        if reading.deadlines and not reading.doubts:
            return Holds.DEADLINE
    if sentence and not _ROLE_WORD.search(plain) and not _BEGINS_WITH_BODY.match(plain):
        return Holds.TEXT
    if _EACH.fullmatch(plain) and not _CLASS_END.search(plain):
        return Holds.TEXT  # 各领域专项规划
    if _PERSONS.fullmatch(plain) and not is_name(plain):
        return Holds.OTHER
    return Holds.UNITS if looks_like_units(text) else Holds.TEXT


def fit(texts: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Fewer texts than titles under those that they fit best, with blanks between."""
    if not 0 < len(texts) < len(titles) <= _MOST_COLUMNS:
        return list(texts)
    wanted = [title.holds if (title := read_title(text)) else None for text in titles]
    kinds = [kind_of(text) for text in texts]

    def score(places: tuple[int, ...]) -> int:
        return sum(_match(kind, wanted[place]) for kind, place in zip(kinds, places, strict=True))

    places = max(combinations(range(len(titles)), len(texts)), key=score)
    out = [""] * len(titles)
    for place, text in zip(places, texts, strict=True):
        out[place] = text
    return out


def _match(kind: Holds, wanted: Holds | None) -> int:
    if wanted is kind:
        return 2
    return 0 if wanted in (None, Holds.OTHER) else -2


def title_run(texts: Sequence[str]) -> tuple[int, int]:
    """Where the longest run of column titles begins and how long it is; it names units or a deadline.

    Up to two titles that nobody knows may stand between two that are known.
    """
    known = [i for i, text in enumerate(texts) if is_column_title(text) and not _MONTH.match(text)]
    best = (0, 0)
    run: list[int] = []
    for index in [*known, len(texts) + _MOST_UNKNOWN + 1]:
        if run and (index - run[-1] > _MOST_UNKNOWN + 1 or not all(map(_short, texts[run[-1] + 1 : index]))):
            holds = {title.holds for i in run if (title := read_title(texts[i]))}
            width = run[-1] - run[0] + 1
            whole = Holds.TEXT in holds and holds & {Holds.UNITS, Holds.DEADLINE} and len(run) * 2 >= width
            best = (run[0], width) if whole and width > best[1] else best
            run = []
        run.append(index)
    start, width = best
    while width and start and _may_be_title(texts[start - 1]):
        start, width = start - 1, width + 1
    return start, width


_MOST_UNKNOWN = 2


def _short(text: str) -> bool:
    """Whether a text can be a title that nobody knows."""
    return len(text) <= _TITLE_LIMIT and not re.search(r"[，,。；;、]|^\d", text)


def whole_titles(lines: Sequence[Line]) -> list[Line]:
    """The lines with the titles put together again that stand on two (责任 / 单位)."""
    out: list[Line] = []
    for number, text in lines:
        above = out[-1][1] if out else ""
        torn = 0 < len(above) <= _HALF_TITLE and len(text) <= _HALF_TITLE and is_column_title(above + text)
        if torn and not (is_column_title(above) and is_column_title(text)):
            out[-1] = out[-1][0], above + text
        else:
            out.append((number, text))
    return out


_HALF_TITLE = 4


def _may_be_title(text: str) -> bool:
    guessed = guess_title(text) if len(text) <= _LONGEST_TITLE and not _NAMES_TABLE.search(text) else None
    return is_column_title(text) or guessed is not None


def holds_of(title: str) -> Holds | None:
    """What the column under a title holds, by the whole of it or its last word; None where nobody knows."""
    read = read_title(title) or guess_title(title)
    return read.holds if read else None
