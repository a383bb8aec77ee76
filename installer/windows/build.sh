#!/usr/bin/env bash
# Setup.exe and the portable zip into out/windows. Called by `make windows`, which sets up .venv and the fonts first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

HERE=installer/windows
WORK=build/windows
PROGRAM=$WORK/program/政务公开台账
OUT=${OUT:-out}/windows
LIMIT=$((60 * 1000 * 1000))
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

if [ -n "$(git status --porcelain)" ]; then
    echo '有未提交的改动，也打进安装程序；发布请用 make windows REF=标签 / uncommitted changes go into it, too' >&2
fi
(cd resources/fonts && sha256sum --check --quiet ../../installer/fonts.sha256) || {
    echo '字体与 installer/fonts.sha256 不同 / the fonts are not those of the list' >&2
    exit 1
}
"$HERE/toolbox.sh" make
rm -rf "$WORK" && mkdir -p "$WORK" "$OUT"
.venv/bin/python "$HERE/prepare.py" "$WORK"

echo '生成程序（PyInstaller，约 2 分钟）/ freezing the program'
"$HERE/toolbox.sh" run "$HERE/freeze.sh"
.venv/bin/python installer/licences.py "$PROGRAM/许可" --packages .cache/windows/python/Lib/site-packages \
    --lock "$HERE/program.txt" --part Python=.cache/windows/python/LICENSE.txt \
    --part PyInstaller="$(echo .cache/windows/python/Lib/site-packages/pyinstaller-*/licenses/COPYING.txt)"

version=$(.venv/bin/python "$HERE/bundle.py" version)
"$HERE/toolbox.sh" run python3 "$HERE/bundle.py" pack "$PROGRAM" "$WORK" "$OUT"
"$HERE/make_setup.sh" "$version" "$OUT/政务公开台账-$version-Setup.exe"

size=$(stat -c %s "$OUT/政务公开台账-$version-Setup.exe")
if [ "$size" -gt "$LIMIT" ]; then
    echo "安装程序超过 60 MB / Setup.exe is too large: $size" >&2
    exit 1
fi
