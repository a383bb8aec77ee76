"""Where a ledger's file lies: on this PC, or on another one behind the network."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_NETWORK = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "ncpfs", "9p", "fuse.sshfs", "davfs"})
_MOUNTS = Path("/proc/mounts")
_DRIVE_REMOTE = 4
_ESCAPED = re.compile(r"\\([0-7]{3})")
"""The table of mounts writes a space in a name as a number."""


def is_on_network(file: Path) -> bool:
    """Whether the file lies on a share: two PCs that write there at once can spoil it."""
    if str(file).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{file.resolve().drive}\\") == _DRIVE_REMOTE)
    try:
        return file_system(file.resolve(), _MOUNTS.read_text(encoding="utf-8")) in _NETWORK
    except OSError:
        return False


def file_system(file: Path, mounts: str) -> str:
    """The kind of file system a path lies on, by the system's table of mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), parts[1])
        if len(point) >= len(best) and file.is_relative_to(point):
            best, kind = point, parts[2]
    return kind
