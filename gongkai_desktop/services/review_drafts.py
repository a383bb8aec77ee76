"""A review put aside: kept in the ledger with the files themselves, so that it can go on another day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gongkai_desktop.domain.comparison import Said, VersionAnswer
from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.domain.recognised import (
    Origin,
    RecognisedDocument,
    document_from_json,
    document_to_json,
)
from gongkai_desktop.errors import InvalidInput, NewerLedger, UserError
from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.services.recognise import read_raw
from gongkai_desktop.services.unit_matching import UnitMatch, match_names
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import drafts, plans, units
from gongkai_desktop.store.drafts import DraftFile, DraftHead
from gongkai_desktop.store.unit_of_work import Reading

_FORM = 2
"""The form of a draft's content; raised when it changes, and older ones are still read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A review put aside, for the list."""

    id: int
    saved_at: datetime
    who: str
    file_names: tuple[str, ...]
    task_count: int
    flag_count: int
    """How many fields still wait to be checked."""


def save_draft(workspace: Workspace, previews: Sequence[ImportPreview], draft_id: int | None = None) -> int:
    """Keep a review as it is, in place of the draft `draft_id` if that is given; hands back its id.

    Files that could not be read are not kept. Raises InvalidInput when none is left.
    """
    with workspace.change("暂存核对", "、".join(preview.file_name for preview in previews)) as work:
        files = [
            DraftFile(preview.file_name, _content(work, preview, preview.document), preview.data)
            for preview in previews
            if preview.document
        ]
        if not files:
            raise InvalidInput("没有可以暂存的文件。", "请先选择能够识别的文件。")
        if draft_id is not None:
            drafts.remove_draft(work, draft_id)
        saved = drafts.add_draft(work, files)
        work.commit()
    return saved


def list_drafts(workspace: Workspace) -> tuple[Draft, ...]:
    """The reviews put aside, newest first."""
    with workspace.ledger.read() as reading:
        return tuple(_draft(head) for head in drafts.list_drafts(reading))


def load_draft(workspace: Workspace, draft_id: int) -> list[ImportPreview]:
    """The review as it was put aside, with the units of the directory as it is now.

    Raises InvalidInput when it is gone.
    """
    with workspace.ledger.read() as reading:
        return [_preview(reading, file) for file in drafts.files_of(reading, draft_id)]


def delete_draft(workspace: Workspace, draft_id: int) -> None:
    """Forget a review; one that is gone already is no mistake."""
    with workspace.change("删除暂存的核对") as work:
        drafts.remove_draft(work, draft_id)
        work.commit()


def _content(reading: Reading, preview: ImportPreview, document: RecognisedDocument) -> dict[str, Any]:
    # A name may also stand for a collective (各乡镇、经济开发区): that one has no unit to choose.
    found = {match.name: match.unit for match in _matches(reading, document) if not match.collective}
    before = preview.recognised
    return {
        "form": _FORM,
        "path": str(preview.path),
        "year": preview.year,
        "document": _to_json(document),
        "recognised": _to_json(before) if before is not None and before != document else None,
        "answer": _answer_to_json(preview.answer) if preview.answer else None,
        "units": {
            match.name: match.unit.id
            for match in preview.unit_matches
            if match.unit and match.unit != found.get(match.name)
        },
    }


def _answer_to_json(answer: VersionAnswer) -> dict[str, Any]:
    said = [
        {
            "what": each.what,
            "old": each.old,
            "place": each.new.place,
            "row": each.new.row,
            "fields": [list(field) for field in each.new.fields],
        }
        for each in answer.said
    ]
    return {"plan": answer.plan, "said": said}


def _answer(data: Mapping[str, Any] | None) -> VersionAnswer | None:
    """The answer as it was kept; drafts of the first form have none."""
    if data is None:
        return None
    said = (
        Said(
            each["what"],
            each["old"],
            Origin(each["place"], each["row"], tuple((name, r, c) for name, r, c in each["fields"])),
        )
        for each in data["said"]
    )
    return VersionAnswer(data["plan"], tuple(said))


def _to_json(document: RecognisedDocument) -> dict[str, Any]:
    """The interchange form, but with the extra fields as pairs: two columns may have the same title."""
    data = document_to_json(document)
    for plain, task in zip(data["tasks"], document.tasks, strict=True):
        plain["extra"] = [list(pair) for pair in task.extra]
    return data


def _draft(head: DraftHead) -> Draft:
    tasks = [task for content in head.contents for task in content["document"]["tasks"]]
    return Draft(
        id=head.id,
        saved_at=head.saved_at,
        who=head.who,
        file_names=head.file_names,
        task_count=len(tasks),
        flag_count=sum(len(task["flags"]) for task in tasks),
    )


def _preview(reading: Reading, file: DraftFile) -> ImportPreview:
    content = file.content
    if content["form"] > _FORM:
        raise NewerLedger("这次核对是用更新版本的程序暂存的，这个版本不能打开。", "请升级本程序后再打开。")
    document = document_from_json(content["document"])
    sha256 = hashlib.sha256(file.data).hexdigest()
    return ImportPreview(
        path=Path(content["path"]),
        file_name=file.file_name,
        data=file.data,
        sha256=sha256,
        raw=_raw(file),
        document=document,
        year=content["year"],
        unit_matches=_with_choices(reading, _matches(reading, document), content["units"]),
        duplicate_of=plans.plan_of_file(reading, sha256),
        recognised=document_from_json(content["recognised"]) if content["recognised"] else document,
        answer=_answer(content.get("answer")),
    )


def _raw(file: DraftFile) -> RawDocument:
    """The source to be shown; a file this version reads no more is empty there, the review is complete."""
    try:
        return read_raw(file.file_name, file.data)
    except UserError as error:
        return RawDocument(file.file_name, (), (str(error),))


def _matches(reading: Reading, document: RecognisedDocument) -> tuple[UnitMatch, ...]:
    return match_names([document], units.list_units(reading), units.list_groups(reading))


def _with_choices(
    reading: Reading, matches: Sequence[UnitMatch], chosen: Mapping[str, int]
) -> tuple[UnitMatch, ...]:
    """The clerk's units instead of the directory's; one that was deleted since is no choice any more."""
    known: Mapping[int, Unit] = {unit.id: unit for unit in units.list_units(reading)}
    return tuple(
        replace(match, unit=known[chosen[match.name]])
        if not match.collective and chosen.get(match.name) in known
        else match
        for match in matches
    )
