#!/usr/bin/env bash
# Installs the Debian packages that the program (demo), its checks (test) or its package (deb) need.
# Usage: installer/setup_system.sh demo|test|deb
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# package | what for (Chinese / English). Found with ldd on Qt's offscreen and xcb platform plugins (Qt 6.9).
QT_LIBRARIES='
libegl1|窗口绘图 / Qt drawing
libgl1|窗口绘图 / Qt drawing
libfontconfig1|字体查找 / fonts for Qt
libdbus-1-3|桌面通信 / desktop bus for Qt
libglib2.0-0|Qt 事件循环 / Qt event loop
libxkbcommon0|键盘 / keyboard for Qt
libxkbcommon-x11-0|键盘 / keyboard under X11
libx11-xcb1|显示窗口 / X11 window
libxcb-cursor0|显示窗口 / X11 window
libxcb-icccm4|显示窗口 / X11 window
libxcb-image0|显示窗口 / X11 window
libxcb-keysyms1|显示窗口 / X11 window
libxcb-randr0|显示窗口 / X11 window
libxcb-render-util0|显示窗口 / X11 window
libxcb-shape0|显示窗口 / X11 window
libxcb-shm0|显示窗口 / X11 window
libxcb-sync1|显示窗口 / X11 window
libxcb-xfixes0|显示窗口 / X11 window
libxcb-xkb1|显示窗口 / X11 window
'
TEST_TOOLS='
poppler-utils|检查 PDF 文字（仅测试）/ reads PDFs back, tests only
libreoffice-calc-nogui|检查 Excel 能否打开（仅测试）/ opens workbooks, tests only
libreoffice-writer-nogui|检查 Word 文书能否打开（仅测试）/ opens documents, tests only
'
DEB_TOOLS='
debootstrap|建立旧版系统，在其中编译 / the old system to build in
binutils|查所需的系统版本 / which C library is needed
curl|下载源代码 / fetches sources
xvfb|没有屏幕时打开窗口 / a screen for tests
x11-utils|查看窗口标题 / titles of windows
procps|关闭试过的窗口 / closes windows tried
'

installed() {
    dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'
}

# A command that is already there (installed by other means) needs no package.
satisfied() {
    case $1 in
        poppler-utils) command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null ;;
        *) installed "$1" ;;
    esac
}

# Debian's python3 comes without pip for new environments; other Pythons bring it along.
wanted() {
    "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || echo 'python3-venv|Python 独立环境 / Python environments'
    echo "$QT_LIBRARIES"
    if [ "$1" = test ]; then echo "$TEST_TOOLS"; fi
    if [ "$1" = deb ]; then echo "$DEB_TOOLS"; fi
}

main() {
    if ! command -v apt-get >/dev/null; then
        echo '系统软件：本机没有 apt，请自行安装 installer/setup_system.sh 中所列软件包 / no apt here: install the listed packages yourself'
        return
    fi
    local missing=() package purpose as_root=()
    while IFS='|' read -r package purpose; do
        if [ -n "$package" ] && ! satisfied "$package"; then
            echo "安装系统软件 / installing: $package（$purpose）"
            missing+=("$package")
        fi
    done < <(wanted "$1")
    # The fonts are downloaded with apt later on, which needs package lists.
    if [ ${#missing[@]} -eq 0 ] && apt-cache show fonts-noto-cjk >/dev/null 2>&1; then
        echo '系统软件齐备，无需安装 / system packages: nothing to install'
        return
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "需要管理员权限，请先执行 / run as root first: apt-get update && apt-get install ${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    # One unreachable extra source must not stop the rest; the installation itself must succeed.
    "${as_root[@]}" apt-get update -qq 2>/dev/null ||
        echo '部分软件源未能更新，继续 / some package lists are not up to date' >&2
    [ ${#missing[@]} -gt 0 ] || return 0
    mkdir -p .cache
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "${missing[@]}" >.cache/apt.log 2>&1; then
        cat .cache/apt.log >&2
        echo '系统软件未能安装，见上 / installation failed, see above' >&2
        exit 1
    fi
}

case ${1:-} in
    demo | test | deb) main "$1" ;;
    *) echo 'usage: installer/setup_system.sh demo|test|deb' >&2; exit 2 ;;
esac
