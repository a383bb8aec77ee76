#!/usr/bin/env bash
# Builds the .deb for UOS 20 and Kylin V10 from what is committed.
# Usage: [ARCH=amd64|arm64] [XZ_LEVEL=0-9] installer/linux/build_deb.sh OUT_FOLDER
# A low XZ_LEVEL packs fast, to try something out.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
OUT=$(realpath -m "${1:?OUT_FOLDER}")
BUILD=$SYSTEM/build
TREE=$CACHE/tree
PREFIX=$TREE/opt/apps/$APP_ID
DEPENDS='libcups2 | libcups2t64, libdbus-1-3, libegl1, libfontconfig1, libfreetype6, libgcc1 | libgcc-s1, libgl1, libglib2.0-0 | libglib2.0-0t64, libstdc++6, libx11-6, libx11-xcb1, libxcb1, zlib1g'

prepare_source() {
    rm -rf "$BUILD"
    mkdir -p "$BUILD/source"
    git -C "$ROOT" archive HEAD | tar -x -C "$BUILD/source"
    cp -r "$ROOT/resources/fonts" "$BUILD/source/resources/"
    (cd "$BUILD/source/resources/fonts" && sha256sum --check --quiet "$BUILD/source/installer/fonts.sha256") ||
        fail '字体与 installer/fonts.sha256 不同 / the fonts are not those of the list'
    VERSION=$(sed -n 's/^version = "\(.*\)"/\1/p' "$BUILD/source/pyproject.toml")
    # The same commit gives the same dates: every date in the package is that of the commit.
    SOURCE_DATE_EPOCH=$(git -C "$ROOT" log -1 --format=%ct)
    export SOURCE_DATE_EPOCH
}

freeze() {
    say "打包程序 $VERSION（$(git -C "$ROOT" describe --always)）/ freezing"
    in_system "$SYSTEM" SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
        sh /build/source/installer/linux/freeze.sh "installer/linux/requirements-$ARCH.txt" "$APP_ID" \
        >"$CACHE/freeze.log" 2>&1 || { tail -20 "$CACHE/freeze.log" >&2; fail '打包失败 / failed'; }
}

fill() { # template -> file
    sed -e "s/@VERSION@/$VERSION/; s/@ARCH@/$ARCH/; s/@SIZE@/$(du -sk --apparent-size "$TREE" | cut -f1)/" \
        -e "s/@GLIBC@/$NEEDED_GLIBC/; s/@DEPENDS@/$DEPENDS/" "$1" >"$2"
}

# UOS wants everything of an application below /opt/apps/ID; other desktops look in /usr/share, which points there.
lay_out() {
    local entries=$PREFIX/entries here=$BUILD/source/installer/linux kind
    rm -rf "$TREE"
    mkdir -p "$PREFIX" "$entries/applications" "$entries/mime/packages" "$entries/icons" "$TREE/usr/bin" "$TREE/DEBIAN"
    cp -r "$BUILD/dist/gongkai-desktop" "$PREFIX/files"
    install -m 755 "$here/gongkai-desktop" "$PREFIX/files/"
    cp "$here/$APP_ID.desktop" "$entries/applications/"
    cp "$here/$APP_ID.xml" "$entries/mime/packages/"
    cp -r "$BUILD/icons" "$entries/icons/hicolor"
    (cd "$entries" && find . -type f) | while read -r kind; do
        mkdir -p "$TREE/usr/share/$(dirname "$kind")"
        ln -s "/opt/apps/$APP_ID/entries/${kind#./}" "$TREE/usr/share/$kind"
    done
    ln -s "/opt/apps/$APP_ID/files/gongkai" "$TREE/usr/bin/gongkai"
    mkdir -p "$TREE/usr/share/doc/$APP_ID"
    ln -s "/opt/apps/$APP_ID/files/_internal/许可" "$TREE/usr/share/doc/$APP_ID/copyrights"
    python3 "$here/missing_libraries.py" "$PREFIX/files" "$here/system-libraries.txt" ||
        fail '缺少上列库 / libraries are missing'
    NEEDED_GLIBC=$(python3 "$here/needed_glibc.py" "$PREFIX/files")
    fill "$here/info.json.in" "$PREFIX/info"
    fill "$here/control.in" "$TREE/DEBIAN/control"
    (cd "$TREE" && find opt usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$TREE/DEBIAN/md5sums"
    chmod -R u=rwX,go=rX "$TREE"
    find "$TREE" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

main() {
    need_root
    need_this_machine
    "$HERE/build_system.sh"
    prepare_source
    freeze
    lay_out
    mkdir -p "$OUT"
    local package="$OUT/政务公开台账-$VERSION-$ARCH.deb"
    say '压缩 / packing'
    dpkg-deb --root-owner-group -Zxz -z"${XZ_LEVEL:-6}" --build "$TREE" "$package" >/dev/null
    [ -z "${SUDO_UID:-}" ] || chown -R "$SUDO_UID:$SUDO_GID" "$OUT"
    say "需要 glibc $NEEDED_GLIBC；安装后 $(du -sm --apparent-size "$PREFIX" | cut -f1) MB；安装包 $(stat -c %s "$package") 字节"
    (cd "$OUT" && sha256sum "$(basename "$package")" | tee "$(basename "$package").sha256")
}

main
