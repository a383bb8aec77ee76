#!/usr/bin/env bash
# The toolbox of the Windows build: Debian 13 in a folder, with Wine 10, NSIS and a screen without a monitor.
# (Debian 12 has Wine 8, which needs patched DLLs for Qt and for the Rust parts.)
# Usage: installer/windows/toolbox.sh make            build the toolbox, once a machine (about 5 min, 2 GB)
#        installer/windows/toolbox.sh run COMMAND...  run a command in it; this checkout is /src there
# It lies outside the checkout, so that all checkouts share it: GONGKAI_BUILD_CACHE names the folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

BOX=${GONGKAI_BUILD_CACHE:-/var/cache/gongkai-build}/windows/toolbox
MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
PACKAGES=ca-certificates,python3,locales,xvfb,x11-utils,imagemagick,xdotool,fonts-noto-cjk,wine,wine64,nsis
READY=$BOX/toolbox-ready

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

make_toolbox() {
    if [ "$(cat "$READY" 2>/dev/null)" = "$PACKAGES" ]; then
        echo "工具箱已备好 / toolbox ready: $BOX"
        return
    fi
    if ! command -v debootstrap >/dev/null; then
        echo '安装系统软件 / installing: debootstrap'
        as_root apt-get update -qq || true
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            -o DPkg::Lock::Timeout=300 debootstrap >/dev/null
    fi
    echo "建立工具箱（约 5 分钟，2 GB）/ making the toolbox: $BOX"
    as_root rm -rf "$BOX"
    as_root mkdir -p "$BOX" .cache
    if ! as_root debootstrap --variant=minbase --include="$PACKAGES" trixie "$BOX" "$MIRROR" >.cache/toolbox.log 2>&1; then
        tail -n 20 .cache/toolbox.log "$BOX/debootstrap/debootstrap.log" >&2 || true
        exit 1
    fi
    as_root chroot "$BOX" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
    as_root rm -rf "$BOX"/var/cache/apt/archives/*.deb
    as_root mkdir -p "$BOX/src"
    echo "$PACKAGES" | as_root tee "$READY" >/dev/null
}

# Mounts live in a name space of their own and end with the command; so does every process it leaves behind.
INSIDE='
mount --bind "$PWD" "$BOX/src"
mount -t proc proc "$BOX/proc"
mount --rbind /dev "$BOX/dev"
mount -t tmpfs tmpfs "$BOX/tmp"
exec chroot "$BOX" /usr/bin/env -i -C /src "$@"
'
run() {
    as_root env BOX="$BOX" unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
        sh -euc "$INSIDE" toolbox \
        PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/tmp LC_ALL=zh_CN.UTF-8 TZ=Asia/Shanghai PYTHONDONTWRITEBYTECODE=1 \
        WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=;winedbg.exe=d;winemenubuilder.exe=d' \
        SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" "$@"
}

case ${1:-} in
    make) make_toolbox ;;
    run) shift; run "$@" ;;
    *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
