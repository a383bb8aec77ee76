#!/usr/bin/env bash
# Freezes a window with nothing in it as the program is frozen, and compares how fast both start.
# Usage: [ARCH=...] installer/linux/measure_start.sh [RUNS]; needs what build_deb.sh left in the cache.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_root
mkdir -p "$SYSTEM/measure"
cp "$HERE/bare_window.py" "$SYSTEM/measure/"
in_system "$SYSTEM" QT_QPA_PLATFORM=offscreen sh -c 'cd /measure && python3.11 -m PyInstaller --noconfirm \
    --log-level ERROR --strip --name bare bare_window.py'
say '按示例建台账 / a ledger with the sample'
PROGRAM=$CACHE/tree/opt/apps/$APP_ID/files/gongkai
DEMO=$(mktemp -d)
trap 'rm -rf "$DEMO"' EXIT
QT_QPA_PLATFORM=offscreen "$PROGRAM" demo "$DEMO" >/dev/null 2>&1
say '轮流启动，最短与中位 / by turns; shortest and middle'
"$ROOT/.venv/bin/python" "$HERE/measure_start.py" "$PROGRAM" "$SYSTEM/measure/dist/bare/bare" \
    "$DEMO/示例台账.gkdb" "${1:-10}"
