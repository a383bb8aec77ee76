"""Deadline phrases of Chinese task tables, read into values.

`year` is everywhere the document's year, the default for a phrase that names none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.deadline import ByDate, Deadline, Ongoing
from gongkai_desktop.domain.deadline_forms import DAY, FORMS, MONTH, Form, Match, NoYear

_FULL_WIDTH = str.maketrans("０１２３４５６７８９：／．－", "0123456789:/.-")


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """One phrase with its place in the text; `doubt` is a reason in Chinese where it can mean two things."""

    text: str
    start: int
    deadline: Deadline
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """What a deadline cell says. `doubts` are reasons in Chinese; empty when the reading is certain."""

    deadlines: tuple[Deadline, ...]
    doubts: tuple[str, ...] = ()


_BARE_YEAR = re.compile(r"(?P<year>20\d\d年度?)")
_UNREAD_TIME = re.compile(r"\d+\s*[月日号天]|[一二三四五六七八九十]+月|季度|半年|工作日")


def _scan(text: str, year: int | None, *, inline: bool) -> tuple[list[FoundDeadline], list[str]]:
    """All phrases left to right, and reasons for those that could not be dated."""
    plain = text.translate(_FULL_WIDTH)
    found: list[FoundDeadline] = []
    doubts: list[str] = []
    position = 0
    following = _following(plain, [form for form in FORMS if form.inline or not inline])
    while (best := following(position)) is not None:
        match, form = best
        position = match.end()
        if inline and _is_coverage(plain, match):
            continue
        try:
            deadline = form.make(match, year)
        except NoYear:
            doubts.append(f"“{match.group()}”没有年份，文件年份也未识别")
            continue
        except (ValueError, KeyError):
            doubts.append(f"“{match.group()}”不是有效的日期")
            continue
        found.append(FoundDeadline(text[match.start() : match.end()], match.start(), deadline, form.doubt))
    return found, doubts


def _following(text: str, forms: list[Form]) -> Callable[[int], tuple[Match, Form] | None]:
    """The next phrase at or after a position: the leftmost, of those the first form.

    Every form is searched only where its needed word occurs, and anew only when its match is passed.
    """
    ahead: list[tuple[Form, Match | None]] = [
        (form, form.pattern.search(text)) for form in forms if any(word in text for word in form.needs)
    ]

    def following(position: int) -> tuple[Match, Form] | None:
        best: tuple[Match, Form] | None = None
        for index, (form, match) in enumerate(ahead):
            if match and match.start() < position:
                match = form.pattern.search(text, position)
                ahead[index] = form, match
            if match and (best is None or match.start() < best[0].start()):
                best = match, form
        return best

    return following


def _is_coverage(text: str, match: Match) -> bool:
    """A phrase that says what a report covers or when something began is no deadline."""
    after = text[match.end() : match.end() + 2]
    return after.startswith(("起", "以来", "的政府", "年度"))


def read_deadlines(text: str, year: int | None) -> DeadlineReading:
    """Read a deadline cell; every part that is not understood is a doubt, never a silent guess."""
    if not text.strip():
        return DeadlineReading(())
    found, doubts = _scan(text, year, inline=False)
    if not found and not doubts and (bare := _BARE_YEAR.fullmatch(text.strip().translate(_FULL_WIDTH))):
        return DeadlineReading((ByDate(date(int(bare["year"][:4]), 12, 31)),))
    if not found:
        return DeadlineReading((Ongoing(),), tuple(doubts) or (f"“{text.strip()}”没有可以计算的日期",))
    doubts += [f"“{entry.text}”{entry.doubt}" for entry in found if entry.doubt]
    doubts += [f"“{rest}”未能识别为时限" for rest in _unread(text, found)]
    unique = tuple(dict.fromkeys(entry.deadline for entry in found))
    dated = tuple(d for d in unique if not isinstance(d, Ongoing))
    return DeadlineReading(dated or unique, tuple(doubts))


def _unread(text: str, found: list[FoundDeadline]) -> list[str]:
    """Words about time that no phrase covers."""
    rest = text
    for entry in found:
        rest = rest.replace(entry.text, "|", 1)
    return [m.group() for m in _UNREAD_TIME.finditer(rest.translate(_FULL_WIDTH))]


def find_deadlines(text: str, year: int | None) -> tuple[tuple[FoundDeadline, ...], tuple[str, ...]]:
    """Deadlines inside running text: only phrases with a number and a limit word; and doubts about others."""
    found, doubts = _scan(text, year, inline=True)
    starts = [m.group() for m in re.finditer(rf"从?{MONTH}(?:{DAY})?起", text.translate(_FULL_WIDTH))]
    doubts += [f"“{phrase}”是开始时间，未作为时限" for phrase in starts]
    doubts += [f"“{entry.text}”{entry.doubt}" for entry in found if entry.doubt]
    return tuple(found), tuple(doubts)
