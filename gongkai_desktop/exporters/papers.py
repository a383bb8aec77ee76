"""From the facts of a paper and its text to the document that is printed."""

from __future__ import annotations

from gongkai_desktop.domain.paper_fields import context
from gongkai_desktop.domain.papers import Form, PaperFacts, issue_text
from gongkai_desktop.exporters.document import Imprint, OfficialDocument, Signature
from gongkai_desktop.exporters.paper_markup import Draft, read_draft
from gongkai_desktop.exporters.paper_template import fill


def paper_document(facts: PaperFacts, template: str, both_sides: bool = False) -> OfficialDocument:
    """The paper that says these facts in the words of a template. Raises WrongTemplate, WrongMarkup."""
    kind = facts.kind
    draft = read_draft(fill(template, context(facts)))
    issue = issue_text(facts.issue) if facts.issue else ""
    return OfficialDocument(
        title=draft.title,
        blocks=draft.blocks,
        head=_head(facts),
        number=facts.number,
        issue=issue,
        signer=draft.signer,
        addressees=draft.addressees,
        signature=Signature(facts.office, facts.issued_on) if kind.signed else None,
        note=draft.note,
        attachments=draft.attachments,
        imprint=_imprint(facts, draft),
        form=kind.form,
        both_sides=both_sides,
    )


def _head(facts: PaperFacts) -> str:
    """发文机关标志: the office; of a paper that only has a 期号 its own name, as on any 简报."""
    if facts.kind.form is Form.INTERNAL:
        return ""
    return facts.kind.name if facts.issue and not facts.number else facts.office


def _imprint(facts: PaperFacts, draft: Draft) -> Imprint | None:
    """版记: where the kind has one, and wherever copies are named."""
    if not facts.kind.imprint and not draft.copies:
        return None
    return Imprint(draft.copies, facts.office, facts.issued_on)
