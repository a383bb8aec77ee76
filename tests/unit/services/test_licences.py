"""关于: every part of the program with its terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desktop import paths
from gongkai_desktop.services.licences import licences


def test_that_a_checkout_names_all_it_is_built_from_with_its_terms() -> None:
    found = {each.name.split()[0].lower(): each for each in licences()}
    assert {"sqlalchemy", "openpyxl", "lxml", "reportlab", "shiboken6"} <= found.keys()
    assert "pytest" not in found
    assert all(each.terms for each in found.values())
    assert "MIT" in found["sqlalchemy"].terms
    assert len(found["sqlalchemy"].text()) > 500


def test_that_an_installed_program_shows_what_its_installer_laid_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "许可"
    (folder / "lxml").mkdir(parents=True)
    (folder / "字体" / "fandol").mkdir(parents=True)
    (folder / "字体" / "fandol" / "COPYING.txt").write_text("GPL with font exception", "utf-8")
    (folder / "lxml" / "LICENSE.txt").write_text("BSD terms", "utf-8")
    (folder / "LGPL-3.txt").write_text("LGPL terms", "utf-8")
    (folder / "目录.txt").write_text(
        "本程序随附下列软件和字体。\n\nlxml 5.2.1：BSD-3-Clause\nPySide6_Essentials 6.9.3：LGPL\n"
        "SQLite：公有领域 / public domain\n中文字体：见“字体”文件夹\n",
        "utf-8",
    )
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "resources")
    found = {each.name: each for each in licences()}
    assert set(found) == {"lxml 5.2.1", "PySide6_Essentials 6.9.3", "SQLite", "字体 fandol"}
    assert found["lxml 5.2.1"].text() == "BSD terms"
    assert found["PySide6_Essentials 6.9.3"].text() == "LGPL terms"
    assert "公有领域" in found["SQLite"].text()
