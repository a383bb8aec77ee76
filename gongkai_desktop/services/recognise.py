"""Reading a file and recognising its tasks, without touching a ledger."""

from __future__ import annotations

from pathlib import Path

from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises FileUnreadable with the reason."""
    try:
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
    raw = read_document(path.name, read_bytes(path))
    return raw, recognise(raw, year)


def read_raw(name: str, data: bytes) -> RawDocument:
    """A file's bytes as they stand. Raises FileUnreadable."""
    return read_document(name, data)


def recognise_file(path: Path, year: int | None = None) -> RecognisedDocument:
    """What would be imported from a file."""
    return read_and_recognise(path, year)[1]
