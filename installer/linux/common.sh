# Shared by the scripts of this folder; source it with ARCH set.
# Everything big lives in one cache outside the checkout, so that a new clone finds it again.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
ARCH=${ARCH:-amd64}
CACHE=${GONGKAI_BUILD_CACHE:-/var/cache/gongkai-build}/linux-$ARCH
MIRROR=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
SUITE=bullseye # glibc 2.31, the oldest Debian still to be had
SYSTEM=$CACHE/system
APP_ID=org.gongkai.desktop

say() { echo "== $*"; }

fail() {
    echo "$*" >&2
    exit 1
}

need_root() {
    [ "$(id -u)" -eq 0 ] || fail '建立旧版系统环境需要管理员权限，请用 sudo / run as root: chroot and debootstrap need it'
}

need_this_machine() {
    case $ARCH in amd64 | arm64) ;; *) fail "ARCH=amd64 或 arm64 / not: $ARCH" ;; esac
    local machine
    machine=$(dpkg --print-architecture)
    [ "$machine" = "$ARCH" ] || fail "本机是 $machine，不能生成 $ARCH 安装包：Python 要在目标机型上编译，自检也要在上面运行。
请在 $ARCH 的 Debian 12 上执行同一命令 / an $ARCH machine is needed: Python is compiled and the self-test run on it"
}

# Run a command in a chroot with its own /proc; nothing stays mounted afterwards.
in_system() {
    local root=$1
    shift
    unshare --mount --pid --fork -- sh -c '
        root=$1; shift
        mount -t proc proc "$root/proc"
        mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || true
        exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
    ' sh "$root" "$@"
}

# A bare old system in $1, from a packed copy after the first time.
bare_system() {
    local target=$1 packed=$CACHE/bare-$SUITE.tar
    if [ ! -f "$packed" ]; then
        say "下载旧版系统 $SUITE（$ARCH）/ debootstrap"
        rm -rf "$CACHE/bare"
        debootstrap --variant=minbase --arch="$ARCH" "$SUITE" "$CACHE/bare" "$MIRROR" >"$CACHE/debootstrap.log" 2>&1 ||
            fail "debootstrap 失败，见 / see $CACHE/debootstrap.log"
        tar -C "$CACHE/bare" -cf "$packed.part" . && mv "$packed.part" "$packed"
        rm -rf "$CACHE/bare"
    fi
    rm -rf "$target"
    mkdir -p "$target"
    tar -C "$target" -xf "$packed"
}

install_packages() {
    local root=$1
    shift
    in_system "$root" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"' \
        sh "$@" >"$CACHE/apt.log" 2>&1 || { tail -20 "$CACHE/apt.log" >&2; fail "apt 失败 / apt failed in $root"; }
}
