#!/usr/bin/env bash
# Makes the build system: an old Debian with Python, SQLite and the locked packages, in a folder of the cache.
# Nothing is done when its inputs are the same as last time. `--renew` accepts the system packages found.
# Usage: [ARCH=amd64|arm64] installer/linux/build_system.sh [--renew]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
PACKED=$HERE/system-packages-$ARCH.txt

BUILD_PACKAGES='gcc libc6-dev make binutils xz-utils tcl zlib1g-dev libffi-dev libbz2-dev liblzma-dev'
# What Qt's offscreen and xcb plugins load; PyInstaller packs what it finds here.
QT_PACKAGES='libegl1 libgl1 libfontconfig1 libdbus-1-3 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1'

system_inputs() {
    cat "$HERE/common.sh" "$HERE/build_system.sh" "$HERE/compile_python.sh" "$HERE/old_glibc.h" \
        "$HERE/sources.txt" "$PACKED" 2>/dev/null | sha256sum
}

# Whether a step was done with the same inputs as now.
is_done() { # stamp, inputs
    [ "$2" = "$(cat "$SYSTEM.$1" 2>/dev/null)" ]
}

fetch_sources() {
    local sum name url
    mkdir -p "$CACHE/sources"
    while read -r sum name url; do
        [ -f "$CACHE/sources/$name" ] || { say "下载 / downloading $name"; curl -fsSL -o "$CACHE/sources/$name" "$url"; }
        echo "$sum  $CACHE/sources/$name" | sha256sum --check --quiet || fail "校验不符 / wrong checksum: $name"
    done <"$HERE/sources.txt"
}

# The packages came signed from the archive; the list says whether they are the ones of last time, too.
check_packages() {
    local found=$CACHE/system-packages.txt
    (cd "$SYSTEM/var/cache/apt/archives" && sha256sum -- *.deb) >"$found"
    if [ "$1" = --renew ]; then
        { echo "# SHA-256 of every package of the build system; written by build_system.sh --renew"; cat "$found"; } >"$PACKED"
    elif ! diff <(grep -v '^#' "$PACKED") "$found" >&2; then
        fail "系统软件包与 $(basename "$PACKED") 不同；核对后用 --renew 更新 / packages differ from the list; look, then --renew"
    fi
}

make_system() {
    rm -f "$SYSTEM".*
    fetch_sources
    bare_system "$SYSTEM"
    say '安装编译工具 / installing the compiler'
    # shellcheck disable=SC2086 # lists of names
    install_packages "$SYSTEM" $BUILD_PACKAGES $QT_PACKAGES
    check_packages "${1:-}"
    say '编译 SQLite 和 Python / compiling SQLite and Python'
    mkdir -p "$SYSTEM/sources"
    cp "$CACHE"/sources/* "$HERE/compile_python.sh" "$HERE/old_glibc.h" "$SYSTEM/sources/"
    in_system "$SYSTEM" sh /sources/compile_python.sh >"$CACHE/python.log" 2>&1 ||
        { tail -20 "$CACHE/python.log" >&2; fail '编译失败 / failed'; }
    tail -1 "$CACHE/python.log"
    rm -rf "$SYSTEM/sources"
    system_inputs >"$SYSTEM.made"
}

install_wheels() {
    local site=/usr/local/lib/python3.11/site-packages
    say '安装 Python 软件包 / installing the locked packages'
    rm -f "$SYSTEM.filled"
    rm -rf "$CACHE/wheels" "$SYSTEM/wheels" "${SYSTEM:?}$site"
    "$ROOT/.venv/bin/python" "$ROOT/installer/lock_linux.py" --download "$ARCH" "$CACHE/wheels" 2>"$CACHE/wheels.log" ||
        { tail "$CACHE/wheels.log" >&2; fail '下载失败 / wheels'; }
    cp -r "$CACHE/wheels" "$SYSTEM/wheels"
    cp "$HERE/requirements-$ARCH.txt" "$SYSTEM/wheels/requirements.txt"
    in_system "$SYSTEM" sh -c 'python3.11 $(echo /wheels/pip-*.whl)/pip install --quiet --no-index --no-deps --no-compile \
        --root-user-action=ignore --require-hashes --find-links /wheels -r /wheels/requirements.txt'
    rm -rf "$SYSTEM/wheels"
    sha256sum <"$HERE/requirements-$ARCH.txt" >"$SYSTEM.filled"
}

main() {
    need_root
    need_this_machine
    mkdir -p "$CACHE"
    if [ "${1:-}" = --renew ] || ! is_done made "$(system_inputs)"; then make_system "${1:-}"; fi
    if ! is_done filled "$(sha256sum <"$HERE/requirements-$ARCH.txt")"; then install_wheels; fi
    say "编译环境已就绪 / the build system is ready: $SYSTEM"
}

main "$@"
