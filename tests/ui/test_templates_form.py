"""设置 · 文书模板: faults at once and by line, the paper beside the text, and a way back to the original."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gongkai_desktop.services.paper_templates import load_template, original_text
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.settings.templates_form import TemplatesForm

from .conftest import RecordedMessages

Settle = Callable[[], None]
KIND = "督办通知"


@pytest.fixture
def form(empty_workspace: Workspace, qtbot: QtBot, settle: Settle) -> TemplatesForm:
    form = TemplatesForm(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(form)
    form.resize(1250, 640)
    form.show()
    settle()
    form.kind.setCurrentText(KIND)
    settle()
    return form


def write(form: TemplatesForm, text: str, settle: Settle) -> None:
    form.editor.setPlainText(text)
    form.check()
    settle()


def painted(form: TemplatesForm) -> str:
    assert form.view.paper
    pdf = pypdfium2.PdfDocument(form.view.paper.data)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_that_every_kind_is_shown_with_its_paper(form: TemplatesForm, settle: Settle) -> None:
    for row in range(form.kind.count()):
        form.kind.setCurrentIndex(row)
        settle()
        assert form.editor.toPlainText().strip() == original_text(form.kind.currentText()).strip()
        assert form.view.pages.page_count >= 1
        assert "没有错误" in form.problem.text()
        assert not form.save_button.isEnabled()


def test_that_what_is_written_is_seen_on_the_paper_a_moment_later(
    form: TemplatesForm, qtbot: QtBot, settle: Settle
) -> None:
    form.editor.setPlainText(original_text(KIND).replace("一、督办事项", "一、逾期清单"))
    qtbot.waitSignal(form.checked, timeout=20_000).wait()
    settle()
    assert "一、逾期清单" in painted(form)
    assert form.save_button.isEnabled()


def test_that_a_wrong_field_is_told_with_its_line_and_cannot_be_saved(
    form: TemplatesForm, settle: Settle
) -> None:
    before = form.view.paper
    lines = original_text(KIND).split("\n")
    lines[2] = "主送：{{单为}}"
    write(form, "\n".join(lines), settle)
    assert "第3行" in form.problem.text()
    assert "单为" in form.problem.text()
    assert not form.save_button.isEnabled()
    assert form.view.paper is before
    [mark] = form.editor.extraSelections()
    assert mark.cursor.blockNumber() == 2
    form.problem.linkActivated.emit("3")
    assert form.editor.textCursor().blockNumber() == 2


def test_that_a_saved_text_is_used_and_the_original_comes_back(
    form: TemplatesForm, empty_workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    batches: list[str] = []
    form.committed.connect(lambda batch, _name: batches.append(batch))
    write(form, original_text(KIND).replace("一、督办事项", "一、逾期清单"), settle)
    form.save()
    settle()
    assert load_template(empty_workspace, KIND).edited
    assert "已改过" in form.about.text()
    form.restore()
    settle()
    assert form.editor.toPlainText().strip() == original_text(KIND).strip()
    assert not load_template(empty_workspace, KIND).edited
    undo(empty_workspace, batches[-1])
    form.reload()
    settle()
    assert "一、逾期清单" in form.editor.toPlainText()


def test_that_the_original_comes_back_only_when_asked_for(
    form: TemplatesForm, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    write(form, "标题：另一种", settle)
    recorded_messages.answer = False
    form.restore()
    assert form.editor.toPlainText() == "标题：另一种"


def test_that_an_unsaved_text_waits_while_another_kind_is_looked_at(
    form: TemplatesForm, settle: Settle
) -> None:
    write(form, "标题：改到一半", settle)
    form.kind.setCurrentText("回执")
    settle()
    assert not form.is_changed
    form.kind.setCurrentText(KIND)
    settle()
    assert form.editor.toPlainText() == "标题：改到一半"
    form.give_up.click()
    settle()
    assert form.editor.toPlainText().strip() == original_text(KIND).strip()


def test_that_a_field_is_found_by_its_meaning_and_put_in(form: TemplatesForm, settle: Settle) -> None:
    form.fields.search.setText("收文单位全称")
    shown = [form.fields.list.item(row) for row in range(form.fields.list.count())]
    [item] = [item for item in shown if not item.isHidden()]
    form.editor.setPlainText("")
    form.fields.list.itemActivated.emit(item)
    assert form.editor.toPlainText() == "{{单位}}" == item.data(Qt.ItemDataRole.UserRole)
    settle()
