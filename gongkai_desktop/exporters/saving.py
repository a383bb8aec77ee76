"""Saving a finished file: in one step, so that a failure leaves the old one as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai_desktop.errors import CannotSave


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """Turn what the system says about a file or folder into a message for the clerk."""
    try:
        yield
    except OSError as error:
        raise CannotSave(
            f"“{path.name}”不能保存。",
            f"请先关闭正在使用它的程序，或换一个文件夹（现在的文件夹：{path.parent}）。",
        ) from error


def save_bytes(path: Path, data: bytes) -> None:
    """Replace the file in one step; its folder is made if missing. Raises CannotSave."""
    with saving(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # The random part comes last: the temporary file must lie beside its target to replace it.
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".gongkai-", delete=False) as file:
            written = Path(file.name)
            try:
                file.write(data)
                file.flush()
            except OSError:
                written.unlink(missing_ok=True)
                raise
        try:
            written.chmod(0o644)
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)
            raise
