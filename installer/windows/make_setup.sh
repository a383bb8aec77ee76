#!/usr/bin/env bash
# Setup.exe from the frozen program in build/windows: make_setup.sh VERSION TARGET [makensis options…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=$1 target=$2
shift 2
echo "生成安装程序 / making Setup.exe: $target"
installer/windows/toolbox.sh run makensis -V2 -INPUTCHARSET UTF8 -NOCD "$@" -DVERSION="$version" \
    -DFILES=/src/build/windows/files.nsh -DSIZE_KB="$(cat build/windows/size_kb)" \
    -DICON=/src/build/windows/app.ico -DSIDE=/src/build/windows/side.bmp \
    -DOUTPUT="/src/$target" installer/windows/setup.nsi
echo "安装程序 / Setup.exe: $target（$(du -m "$target" | cut -f1) MB）"
