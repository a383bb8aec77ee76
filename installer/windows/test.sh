#!/usr/bin/env bash
# Proves what build.sh made, in the toolbox. Called by `make test-windows`.
# PREVIOUS names the Setup.exe of an earlier version; without it, this program under a lower version stands for it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

HERE=installer/windows
OUT=${OUT:-out}/windows
version=$(.venv/bin/python "$HERE/bundle.py" version)
if [ -n "${PREVIOUS:-}" ]; then
    previous=build/windows/$(basename "$PREVIOUS") # the toolbox sees this checkout only
    cp "$PREVIOUS" "$previous"
else
    previous=build/windows/政务公开台账-0.0.1-Setup.exe
    "$HERE/make_setup.sh" 0.0.1 "$previous" -X'SetCompressor /FINAL zlib'
fi

echo '== 安装、升级、修复、卸载 / install, upgrade, repair, remove'
"$HERE/toolbox.sh" run python3 -u "$HERE/try_setup.py" "$OUT/政务公开台账-$version-Setup.exe" "$previous" \
    "$OUT/政务公开台账-$version-便携版.zip" "$OUT"

echo '== 在 Windows 版 Python 下运行测试 / tests under the Windows Python'
# Left out: whole journeys and the building of made-up documents, which use tools of this Debian, and the rules of the
# domain, which are plain Python and the same everywhere.
"$HERE/toolbox.sh" run "$HERE/try_python.sh" -q tests/unit tests/ui --ignore tests/unit/domain
