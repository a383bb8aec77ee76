#!/usr/bin/env bash
# Installs the .deb in a clean old system, lets the program check itself there, starts its window, removes it.
# Usage: [ARCH=amd64|arm64] installer/linux/test_deb.sh PACKAGE.deb OUT_FOLDER
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
PACKAGE=$(realpath "${1:?PACKAGE.deb}")
OUT=$(realpath -m "${2:?OUT_FOLDER}")
TEST=$CACHE/test
CLERK=/home/clerk
SCREEN=:97

as_clerk() { # words of a command, run by an ordinary user of the clean system
    unshare --mount --pid --fork -- sh -c '
        root=$1; shift
        mount -t proc proc "$root/proc"
        mkdir -p -m 1777 /tmp/.X11-unix "$root/tmp/.X11-unix" && mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
        exec chroot --userspec=1000:1000 "$root" /usr/bin/env -i HOME=/home/clerk USER=clerk LC_ALL=C.UTF-8 \
            PATH=/usr/bin:/bin "$@"
    ' sh "$TEST" "$@"
}

files_of_system() {
    (cd "$TEST" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./home -o -path ./tmp -o -path ./root \
        -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./dev \) -prune \
        -o -print | LC_ALL=C sort)
}

# A bare system with what every desktop has (it puts entries, file types and icons into effect) and what the
# package asks for; packed after the first time.
prepare() {
    local desktop='desktop-file-utils shared-mime-info hicolor-icon-theme procps' depends packed
    depends=$(dpkg-deb -f "$PACKAGE" Depends)
    packed=$CACHE/clean-$(echo "$desktop $depends" | sha256sum | cut -c1-12).tar
    say '建立干净的旧版系统 / a clean old system'
    if [ -f "$packed" ]; then
        rm -rf "$TEST"
        mkdir -p "$TEST"
        tar -C "$TEST" -xf "$packed"
    else
        bare_system "$TEST"
        # shellcheck disable=SC2086 # a list of names
        install_packages "$TEST" $desktop
        in_system "$TEST" useradd --create-home --uid 1000 clerk
        in_system "$TEST" apt-get satisfy -y -qq --no-install-recommends "$depends" >"$CACHE/depends.log" 2>&1 ||
            { tail "$CACHE/depends.log" >&2; fail '依赖无法满足 / dependencies'; }
        in_system "$TEST" apt-get clean
        tar -C "$TEST" -cf "$packed.part" . && mv "$packed.part" "$packed"
    fi
    files_of_system >"$CACHE/before.txt"
}

install_package() {
    say '安装 / installing'
    cp "$PACKAGE" "$TEST/tmp/gongkai.deb"
    time in_system "$TEST" dpkg --install /tmp/gongkai.deb >"$CACHE/install.log" 2>&1 ||
        { tail "$CACHE/install.log" >&2; fail '安装失败 / not installed'; }
    in_system "$TEST" desktop-file-validate "/usr/share/applications/$APP_ID.desktop"
    [ -f "$TEST/usr/share/mime/application/x-gongkai-ledger.xml" ] || fail '文件类型没有登记 / no file type'
    in_system "$TEST" dpkg --verify "$APP_ID"
}

self_test() { # name of the platform plugin, more variables
    local name=$1
    shift
    say "自检 / self-test: $name"
    as_clerk "$@" gongkai self-test "$CLERK/$name" || fail "自检未通过 / self-test failed: $name"
    grep -q "\"platform\": \"$name\"" "$TEST$CLERK/$name/self-test.json" || fail "不是 / not on $name"
    grep -q '"frozen": true' "$TEST$CLERK/$name/self-test.json" || fail '不是安装的程序 / not the installed program'
    cp "$TEST$CLERK/$name/self-test.json" "$OUT/self-test-$name.json"
    cp "$TEST$CLERK/$name/self-test.txt" "$OUT/self-test-$name.txt"
}

has_window() { # a part of its title; the screen is drained, or grep's early end would look like no window
    DISPLAY=$SCREEN xwininfo -root -tree 2>/dev/null | grep "$1" >/dev/null
}

# Start the window as a menu would, wait for its title, and keep a picture of the whole screen.
show_window() { # name of the picture, title to wait for, arguments of the program
    local picture=$1 title=$2 started space seen='' _
    shift 2
    started=$(date +%s%N)
    as_clerk DISPLAY=$SCREEN "/opt/apps/$APP_ID/files/gongkai-desktop" "$@" >"$CACHE/window.log" 2>&1 &
    local window=$!
    for _ in $(seq 300); do
        if has_window "$title"; then
            seen=yes
            break
        fi
        sleep 0.1
    done
    [ -n "$seen" ] || { cat "$CACHE/window.log" >&2; fail "没有看到窗口“$title” / no window"; }
    say "窗口“$title” $((($(date +%s%N) - started) / 1000000)) 毫秒 / ms"
    "$ROOT/.venv/bin/python" "$HERE/grab_screen.py" $SCREEN "$OUT/$picture.png" || fail '画面是空的 / the screen is empty'
    # The first process of its space takes all others along; unshare itself would leave it behind.
    for space in $(pgrep -P "$window"); do pkill -KILL -P "$space" || true; done
    wait "$window" 2>/dev/null || true
    for _ in $(seq 50); do has_window "$title" && sleep 0.1 || break; done
}

windows() {
    Xvfb $SCREEN -ac -screen 0 1366x768x24 >"$CACHE/xvfb.log" 2>&1 &
    local server=$!
    # shellcheck disable=SC2064 # the number is known now
    trap "kill $server" EXIT
    for _ in $(seq 50); do [ -S "/tmp/.X11-unix/X${SCREEN#:}" ] && break || sleep 0.1; done
    self_test xcb DISPLAY=$SCREEN
    show_window first-start 欢迎使用政务公开台账
    as_clerk QT_QPA_PLATFORM=offscreen gongkai demo "$CLERK/示例" >"$CACHE/demo.log" 2>&1 || fail '示例 / demo failed'
    show_window ledger 政务公开台账 "$CLERK/示例/示例台账.gkdb"
}

remove_package() {
    say '卸载 / removing'
    [ -f "$TEST$CLERK/.local/share/gongkai-desktop/ledger.gkdb" ] || fail '没有本人台账 / no ledger of the user'
    in_system "$TEST" dpkg --purge "$APP_ID" >"$CACHE/remove.log" 2>&1 || fail '卸载失败 / not removed'
    files_of_system >"$CACHE/after.txt"
    # Caches of desktops are written anew by whatever is installed next; a file of ours is not.
    diff "$CACHE/before.txt" "$CACHE/after.txt" >"$CACHE/left.txt" || true
    if grep -i gongkai "$CACHE/left.txt"; then fail '卸载后仍有上列文件 / left behind'; fi
    cat "$CACHE/left.txt"
    [ -f "$TEST$CLERK/.local/share/gongkai-desktop/ledger.gkdb" ] || fail '台账被删去了 / the ledger is gone'
    say '卸载干净，台账仍在 / nothing left but the data'
}

main() {
    need_root
    need_this_machine
    mkdir -p "$OUT" "$CACHE"
    prepare
    install_package
    self_test offscreen QT_QPA_PLATFORM=offscreen
    windows
    remove_package
    rm -rf "$TEST"
    say '全部通过 / all passed'
}

main
