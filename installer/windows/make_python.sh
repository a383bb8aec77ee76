#!/usr/bin/env bash
# A Windows Python with all packages in .cache/windows/python, by the versions and hashes of the three lists here.
# Nothing of it runs on this machine: archives are downloaded and unpacked.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

HERE=installer/windows
CACHE=.cache/windows
TREE=$CACHE/python
PIP=(.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --dest "$CACHE/downloads")
WINDOWS=(--platform win_amd64 --python-version 3.13 --implementation cp --abi cp313 --abi abi3 --abi none --only-binary=:all:)

echo '下载 Windows 版 Python 及软件包（核对版本与校验值）/ downloading the Windows Python and packages'
mkdir -p "$CACHE/downloads"
"${PIP[@]}" -r "$HERE/python.txt"
"${PIP[@]}" "${WINDOWS[@]}" -r "$HERE/program.txt" -r "$HERE/tools.txt"

rm -rf "$TREE"
mkdir -p "$TREE"
.venv/bin/python "$HERE/unpack_python.py" "$CACHE/downloads" "$TREE"
