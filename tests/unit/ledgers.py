"""Documents made to measure, and the bare contents of a ledger file."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.domain.deadline import ByDate, Deadline
from gongkai_desktop.domain.recognised import (
    Flag,
    NamedUnit,
    Origin,
    RecognisedDocument,
    RecognisedTask,
    Role,
)
from gongkai_desktop.services.import_plan import ImportPreview

Contents = dict[str, list[tuple[Any, ...]]]


def make_task(
    name: str = "财政信息公开",
    units: Sequence[NamedUnit] = (NamedUnit("县财政局", Role.LEAD),),
    deadlines: Sequence[Deadline] = (ByDate(date(2022, 10, 31)),),
    *,
    no: str | None = "1",
    flags: Sequence[Flag] = (),
    row: int = 2,
) -> RecognisedTask:
    """A task as the recogniser would hand it over."""
    return RecognisedTask(
        no=no,
        path=("重点领域", name),
        requirement=f"1.做好{name}。2.按时更新{name}目录。",
        items=(f"1.做好{name}。", f"2.按时更新{name}目录。"),
        units_text="、".join(unit.name for unit in units),
        units=tuple(units),
        open_ended=False,
        deadline_text="10月底前" if deadlines else "",
        deadlines=tuple(deadlines),
        inline_deadlines=(),
        origin=Origin("表1", row),
        flags=tuple(flags),
    )


def make_document(*tasks: RecognisedTask, title: str = "2022年政务公开任务分解表") -> RecognisedDocument:
    """A document of 示例县 for the year 2022."""
    return RecognisedDocument(
        source=f"{title}.docx",
        title=title,
        issuer="示例县人民政府办公室",
        number="示政办〔2022〕5号",
        document_date=date(2022, 4, 1),
        place="示例县",
        year=2022,
        columns=("序号", "任务"),
        tasks=tasks or (make_task(),),
    )


def make_preview(document: RecognisedDocument, **given: Any) -> ImportPreview:
    """What a preview of a file with this document would be; its bytes are the document's own words."""
    data = repr(document).encode()
    fields: dict[str, Any] = {
        "path": Path(document.source),
        "file_name": document.source,
        "data": data,
        "sha256": hashlib.sha256(data).hexdigest(),
        "raw": None,
        "document": document,
        "year": document.year,
    }
    return ImportPreview(**(fields | given))


def contents(path: Path) -> Contents:
    """Every row of a ledger file but the journal, the kept files and SQLite's own counters."""
    apart = {"journal", "stored_file", "sqlite_sequence"}
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        found = {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if name not in apart
        }
    connection.close()
    return found


def contents_but_versions(path: Path) -> Contents:
    """The same without the version of duties, which only ever grows."""
    found = contents(path)
    with sqlite3.connect(path) as connection:
        columns = [column[1] for column in connection.execute("PRAGMA table_info(duty)")]
    connection.close()
    version = columns.index("version")
    return found | {"duty": [(*row[:version], *row[version + 1 :]) for row in found["duty"]]}
