"""Reading a file and recognising its tasks, without touching a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.grid import Grid, RawDocument
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.limits import check_file
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

PASTED = "剪贴板"
"""How the names of files begin that were pasted."""


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises FileUnreadable with the reason."""
    try:
        check_file(path.name, path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise FileUnreadable(f"找不到文件“{path}”。", "请检查文件名和位置。") from None
    except IsADirectoryError:
        raise FileUnreadable(f"“{path}”是文件夹，不是文件。", "请选择文件夹里的文件。") from None
    except PermissionError:
        raise FileUnreadable(
            f"没有权限读取“{path.name}”。", "请先关闭正在使用它的程序，或复制一份再导入。"
        ) from None
    except OSError:
        raise FileUnreadable(f"无法读取“{path.name}”。", "请检查磁盘或U盘是否正常。") from None


def read_and_recognise(path: Path, year: int | None = None) -> tuple[RawDocument, RecognisedDocument]:
    """The file as it stands and what is recognised in it. Raises FileUnreadable or NotATaskTable."""
    return recognise_bytes(path.name, read_bytes(path), year)


def recognise_bytes(
    name: str, data: bytes, year: int | None = None
) -> tuple[RawDocument, RecognisedDocument]:
    """The same for content at hand."""
    raw = read_raw(name, data)
    return raw, recognise(raw, year)


def read_raw(name: str, data: bytes) -> RawDocument:
    """A file's bytes as they stand; what was pasted is read as it was then. Raises FileUnreadable."""
    if not name.startswith(f"{PASTED} "):
        return read_document(name, data)
    text = data.decode("utf-8-sig", "replace")
    html, plain = (text, None) if name.endswith(".html") else (None, text)
    return replace(_clipboard()(html, plain), name=name)


def clipboard_file(html: str | None, text: str | None, today: date) -> tuple[str, bytes]:
    """The clipboard as a file to keep: its HTML where that has a table, else text. Raises FileUnreadable."""
    read = _clipboard()
    if html and html.strip():
        tables = any(isinstance(block, Grid) for block in read(html, None).blocks)
        if tables or not (text and text.strip()):
            # Windows puts lines like "Version:0.9" before the page.
            return f"{PASTED} {today}.html", html[max(html.find("<"), 0) :].encode("utf-8-sig")
    read(None, text)
    return f"{PASTED} {today}.txt", (text or "").encode("utf-8-sig")


def _clipboard() -> Callable[[str | None, str | None], RawDocument]:
    # Loaded when something is pasted, as the readers of files are.
    from gongkai_desktop.importers.formats.clipboard import read_clipboard

    return read_clipboard


def recognise_file(path: Path, year: int | None = None) -> RecognisedDocument:
    """What would be imported from a file."""
    return read_and_recognise(path, year)[1]
