"""The texts of papers: as they come with the program, and as the clerk has changed them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desktop import paths
from gongkai_desktop.domain.paper_fields import FieldHelp, field_help
from gongkai_desktop.domain.paper_samples import sample_facts
from gongkai_desktop.domain.papers import BY_NAME, KINDS, PaperKind
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import opening_facts, settings_table
from gongkai_desktop.store.unit_of_work import Reading

if TYPE_CHECKING:
    from gongkai_desktop.exporters.document import OfficialDocument
    from gongkai_desktop.exporters.paper_markup import Fault

_KEY = "paper:"


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """The text of a kind of paper."""

    kind: PaperKind
    text: str
    edited: bool
    """Whether it differs from the one that came with the program."""


def paper_kind(name: str) -> PaperKind:
    """The kind of this name. Raises InvalidInput."""
    if name not in BY_NAME:
        raise InvalidInput(f"没有“{name}”这种文书。", f"可以用的有：{'、'.join(BY_NAME)}。")
    return BY_NAME[name]


@functools.cache
def original_text(name: str) -> str:
    """The text that comes with the program."""
    return (paths.resources() / "templates" / f"{paper_kind(name).name}.txt").read_text("utf-8")


def list_templates(workspace: Workspace) -> tuple[PaperTemplate, ...]:
    """The texts of all kinds, as they are used now."""
    with workspace.ledger.read() as reading:
        return tuple(template_in(reading, kind) for kind in KINDS)


def load_template(workspace: Workspace, name: str) -> PaperTemplate:
    """The text of a kind as it is used now. Raises InvalidInput for an unknown kind."""
    with workspace.ledger.read() as reading:
        return template_in(reading, paper_kind(name))


def template_in(reading: Reading, kind: PaperKind) -> PaperTemplate:
    """The same, as part of one view of the ledger."""
    own = opening_facts.all_settings(reading).get(_KEY + kind.name)
    return PaperTemplate(kind, own or original_text(kind.name), bool(own))


def check_template(name: str, text: str) -> tuple[Fault, ...]:
    """Everything that is wrong in a text, by line and in Chinese; nothing when it can be used."""
    from gongkai_desktop.exporters.paper_template import faults

    found = faults(text)
    if found:
        return found
    # What only shows once the fields have values, with much to say and with little.
    for few in (False, True):
        if fault := _fault_of_sample(name, text, few):
            return (fault,)
    return ()


def _fault_of_sample(name: str, text: str, few: bool) -> Fault | None:
    from gongkai_desktop.exporters.paper_markup import WrongMarkup
    from gongkai_desktop.exporters.paper_template import WrongTemplate
    from gongkai_desktop.exporters.papers import paper_document

    try:
        paper_document(sample_facts(paper_kind(name), few=few), text)
    except (WrongTemplate, WrongMarkup) as wrong:
        return wrong.fault
    return None


def save_template(workspace: Workspace, name: str, text: str) -> str | None:
    """Use this text from now on; the journal batch, None where nothing changed.

    Raises InvalidInput with the first thing that is wrong in the text.
    """
    kind, text = paper_kind(name), text.replace("\r\n", "\n").strip() + "\n"
    if text == original_text(name):
        return restore_template(workspace, name)
    if found := check_template(name, text):
        raise InvalidInput(f"{kind.name}的文字第{found[0].line}行有误：{found[0].message}", "改好后再保存。")
    return _store(workspace, f"修改{kind.name}的文字", kind, text)


def restore_template(workspace: Workspace, name: str) -> str | None:
    """Go back to the text that came with the program; undoing the batch brings the clerk's own one back."""
    kind = paper_kind(name)
    if not load_template(workspace, name).edited:
        return None
    return _store(workspace, f"恢复{kind.name}的原文", kind, "")


def _store(workspace: Workspace, action: str, kind: PaperKind, text: str) -> str:
    with workspace.change(action) as work:
        settings_table.save_settings(work, {_KEY + kind.name: text})
        work.commit()
        return work.batch


def preview_template(workspace: Workspace, name: str, text: str, today: date) -> OfficialDocument:
    """A paper in these words about made-up units and tasks. Raises InvalidInput when the text is wrong."""
    from gongkai_desktop.exporters.papers import paper_document

    if found := check_template(name, text):
        raise InvalidInput(f"第{found[0].line}行有误：{found[0].message}")
    facts = sample_facts(paper_kind(name), workspace.office, today)
    return paper_document(facts, text, workspace.office.both_sides)


def fields() -> tuple[FieldHelp, ...]:
    """The fields a text may use, with their meaning."""
    return field_help()
