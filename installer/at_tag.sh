#!/usr/bin/env bash
# Builds what a tag or commit held, by its own locks and scripts, from a clean clone of it.
# Usage: installer/at_tag.sh REF MAKE_TARGET FOLDER_WITH_THE_RESULT; the results are copied into the same folder here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

commit=$(git rev-parse --verify "$1^{commit}")
clone=build/at/$commit
echo "从 $1（${commit:0:9}）的干净检出构建 / building from a clean clone"
rm -rf "$clone"
mkdir -p build/at
git clone -q . "$clone"
git -C "$clone" checkout -q --detach "$commit"
# What this make was told is not for that one.
env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS -u REF -u OUT make -C "$clone" "$2"
mkdir -p "$3"
cp -r --preserve=timestamps "$clone/$3/." "$3/"
rm -rf "$clone"
