#!/bin/sh
# Runs inside the build system: freezes the program in /build/source into /build/dist, with its licences.
# $1 is the lock of what is shipped.
set -eu
cd /build/source
site=$(python3.11 -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
export PYTHONHASHSEED=1 QT_QPA_PLATFORM=offscreen GONGKAI_BUILD=/build/prepared

python3.11 installer/licences.py "/build/prepared/许可" --packages "$site" --lock "$1" \
    --part Python=/usr/local/lib/python3.11/LICENSE.txt
python3.11 -m PyInstaller --noconfirm --log-level WARN --distpath /build/dist --workpath /build/work build.spec
out=/build/dist/gongkai-desktop

# Of the libraries that came from this system, those that every desktop has are taken from there: the desktop's own
# know its fonts, its drivers and its message bus.
cat installer/linux/system-libraries.txt installer/linux/left-out-libraries.txt | sed '/^#/d; /^$/d' | while read -r pattern; do
    find "$out/_internal" -maxdepth 1 -name "$pattern" -exec rm -f {} +
done

# The licences of those that stay.
for library in "$out"/_internal/*.so*; do
    name=$(basename "$library")
    package=$(dpkg -S "*/$name" 2>/dev/null | head -1 | cut -d: -f1)
    if [ -n "$package" ]; then
        mkdir -p "$out/_internal/许可/系统库"
        cp -L "/usr/share/doc/$package/copyright" "$out/_internal/许可/系统库/$package.txt"
    fi
done

# The start program carries the Python code behind its end and must stay whole.
find "$out/_internal" -name '*.so*' -type f -exec strip --strip-unneeded {} +
python3.11 installer/linux/make_icons.py resources/icons/app.svg /build/icons "$2"
