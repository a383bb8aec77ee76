#!/usr/bin/env bash
# Inside the toolbox: PyInstaller under Wine, from the Windows Python, into build/windows/program.
set -euo pipefail
export HOME=/tmp/home WINEPREFIX=/tmp/wine XDG_RUNTIME_DIR=/tmp
# Sets are written in the same order in every build.
export PYTHONHASHSEED=1 GONGKAI_BUILD='Z:\src\build\windows'
mkdir -p "$HOME"

rm -rf build/windows/program build/windows/work
wineboot --init 2>/dev/null
timeout 3600 wine .cache/windows/python/python.exe -m PyInstaller --noconfirm --log-level WARN \
    --distpath build/windows/program --workpath build/windows/work build.spec </dev/null 2>&1 | cat
test -f build/windows/program/政务公开台账/政务公开台账.exe
