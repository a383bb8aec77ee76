"""Print the newest glibc that the programs and libraries of a folder need.

needed_glibc.py FOLDER [--files LIMIT]: the files that need more than LIMIT, say 2.28.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SYMBOL = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)")
Version = tuple[int, ...]


def version(text: str) -> Version:
    """2.28 as (2, 28)."""
    return tuple(int(part) for part in text.split("."))


def needed(path: Path) -> Version:
    """The newest version of a symbol that the file wants from the C library."""
    shown = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
    wanted = shown.partition("Version References:")[2]
    return max((version(match[1]) for match in SYMBOL.finditer(wanted)), default=(0,))


def is_elf(path: Path) -> bool:
    """Whether the file is a program or a library."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def main(folder: Path, limit: str | None) -> None:
    """Print the answer."""
    found = {path: needed(path) for path in sorted(folder.rglob("*")) if is_elf(path)}
    if limit is None:
        sys.stdout.write(".".join(map(str, max(found.values()))) + "\n")
        return
    for path, wanted in found.items():
        if wanted > version(limit):
            sys.stdout.write(f"{'.'.join(map(str, wanted))} {path.relative_to(folder)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[3] if sys.argv[2:3] == ["--files"] else None)
