"""Documents written and read again, and their tasks as one line each."""

from collections.abc import Sequence

from office_files import Merge, docx_with

from gongkai_desktop.domain.deadline import ByDate, Ongoing, Within, Yearlong
from gongkai_desktop.domain.recognised import RecognisedDocument, RecognisedTask, Role
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

_MARKS = {Role.LEAD: "牵", Role.SUPPORT: "配", Role.RESPONSIBLE: ""}


def shown(task: RecognisedTask) -> str:
    """number | path > … | requirement | units (role mark before, * behind a class, … open) | deadlines."""
    units = " ".join(f"{_MARKS[u.role]}{u.name}{'*' if u.collective else ''}" for u in task.units)
    times = []
    for deadline in task.deadlines:
        match deadline:
            case ByDate(day=day, start=start):
                times.append(f"{start}~{day}" if start else str(day))
            case Yearlong(year=year):
                times.append(f"全年{year}")
            case Within(days=days, unit=unit):
                times.append(f"{days}{unit}内")
            case Ongoing():
                times.append("长期")
            case _:
                times.append(str(deadline))
    parts = (
        task.no or "-",
        " > ".join(task.path),
        task.requirement,
        units + (" …" if task.open_ended else ""),
    )
    return " | ".join([*parts, " ".join(times)])


def table(
    rows: Sequence[Sequence[str]], merges: Sequence[Merge] = (), title: str = "示例县2026年任务表"
) -> RecognisedDocument:
    return recognise(read_document("示例.docx", docx_with(rows, merges, before=[title])))


def text(content: str) -> RecognisedDocument:
    return recognise(read_document("示例.txt", content.encode()))
