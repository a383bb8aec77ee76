"""What comes back against what went in, a field at a time."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.values import Expected, Printed
from gongkai_desktop.domain.deadline import AtLeast, Deadline, Within
from gongkai_desktop.domain.recognised import RecognisedDocument, RecognisedTask

FIELDS = (
    "no",
    "path",
    "requirement",
    "items",
    "units",
    "open_ended",
    "deadlines",
    "inline_deadlines",
    "extra",
)
_PUNCTUATION = str.maketrans("，；：（）。！？“”‘’—–", ",;:().!?\"\"''--")


@dataclass
class Figures:
    """Counts by field and kind, and the differences in words."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in FIELDS})
    documents: int = 0
    tasks: int = 0
    lost: int = 0
    invented: int = 0
    years_wrong: int = 0
    differences: list[str] = field(default_factory=list)

    def total(self, kind: str) -> int:
        """One kind over all fields."""
        return sum(counter[kind] for counter in self.counts.values())


def norm(text: str | None) -> str:
    """Text without white space, in one width and punctuation."""
    return "".join(
        unicodedata.normalize("NFKC", (text or "").translate(_PUNCTUATION)).translate(_PUNCTUATION).split()
    )


def _deadline(value: Deadline) -> object:
    return (type(value), value.days, value.unit) if isinstance(value, Within | AtLeast) else value


def _keys(task: Expected | RecognisedTask) -> dict[str, object]:
    inline = task.inline if isinstance(task, Expected) else tuple(d.deadline for d in task.inline_deadlines)
    return {
        "no": norm(task.no),
        "path": tuple(norm(part) for part in task.path),
        "requirement": norm(task.requirement),
        "items": tuple(norm(item).rstrip(".;,") for item in task.items),
        "units": frozenset((norm(u.name), u.role, u.collective) for u in task.units),
        "open_ended": task.open_ended,
        "deadlines": frozenset(_deadline(d) for d in task.deadlines),
        "inline_deadlines": frozenset(_deadline(d) for d in inline),
        "extra": frozenset((norm(title), norm(text)) for title, text in task.extra),
    }


def compare(printed: Printed, document: RecognisedDocument, figures: Figures, name: str) -> None:
    """Add one document's figures."""
    figures.documents += 1
    figures.tasks += len(printed.expected)
    figures.years_wrong += printed.year != document.year
    pairs, lost, invented = _pair(printed.expected, document.tasks)
    figures.lost += len(lost)
    figures.invented += len(invented)
    figures.differences += [f"{name}: lost {norm(t.requirement)[:40]}" for t in lost]
    figures.differences += [f"{name}: invented {norm(t.requirement)[:40]} {t.path}" for t in invented]
    for expected in lost:
        for fieldname in FIELDS:
            figures.counts[fieldname]["silent"] += 1
        del expected
    for expected, task in pairs:
        _compare_task(expected, task, figures, name)


def _compare_task(expected: Expected, task: RecognisedTask, figures: Figures, name: str) -> None:
    flags = {flag.field: flag.reason for flag in task.flags}
    wanted, got = _keys(expected), _keys(task)
    for fieldname in FIELDS:
        if wanted[fieldname] == got[fieldname]:
            kind = "needless" if fieldname in flags and fieldname not in expected.unclear else "right"
            if kind == "needless":
                figures.counts[fieldname]["right"] += 1
                figures.differences.append(
                    f"{name}: NEEDLESS {fieldname}: {flags[fieldname]} | {_source(task, fieldname)}"
                )
        else:
            kind = "flagged" if fieldname in flags else "silent"
            figures.differences.append(
                f"{name}: {kind.upper()} {fieldname}\n    wanted {_shown(wanted[fieldname])}\n"
                f"    got    {_shown(got[fieldname])}\n    from   {_source(task, fieldname)}"
            )
        figures.counts[fieldname][kind] += 1


def _source(task: RecognisedTask, fieldname: str) -> str:
    texts = {"units": task.units_text, "open_ended": task.units_text, "deadlines": task.deadline_text}
    return repr(texts.get(fieldname, task.requirement))


def _shown(value: object) -> str:
    if not isinstance(value, frozenset):
        return repr(value)
    return " ".join(sorted("/".join(map(str, v)) if isinstance(v, tuple) else str(v) for v in value))


def _pair(
    expected: Sequence[Expected], tasks: Sequence[RecognisedTask]
) -> tuple[list[tuple[Expected, RecognisedTask]], list[Expected], list[RecognisedTask]]:
    """Tasks in order, paired when their texts are alike."""
    if len(expected) == len(tasks) and sum(map(_alike, expected, tasks)) * 10 >= len(tasks) * 7:
        return list(zip(expected, tasks, strict=True)), [], []
    pairs: list[tuple[Expected, RecognisedTask]] = []
    lost: list[Expected] = []
    invented: list[RecognisedTask] = []
    position = 0
    for wanted in expected:
        ahead = next((i for i in range(position, len(tasks)) if _alike(wanted, tasks[i])), None)
        if ahead is None:
            lost.append(wanted)
            continue
        invented += tasks[position:ahead]
        pairs.append((wanted, tasks[ahead]))
        position = ahead + 1
    return pairs, lost, [*invented, *tasks[position:]]


def _alike(expected: Expected, task: RecognisedTask) -> bool:
    one, other = _pairs_of(expected), _pairs_of(task)
    return 2 * len(one & other) >= len(one) and 2 * len(one & other) >= len(other)


def _pairs_of(task: Expected | RecognisedTask) -> set[str]:
    text = norm("".join(task.path[-1:])) + norm(task.requirement)
    return {text[i : i + 2] for i in range(len(text) - 1)}
