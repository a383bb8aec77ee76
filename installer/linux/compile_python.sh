#!/bin/sh
# Runs inside the build system: compiles SQLite and Python from /sources into /usr/local.
# Without OpenSSL, on purpose: the program never uses the network, and Python has hashes of its own.
set -eu
export SOURCE_DATE_EPOCH=0
cd /sources
cp old_glibc.h /usr/local/include/
old_glibc='-include /usr/local/include/old_glibc.h'

rm -rf sqlite && mkdir sqlite && tar -xf sqlite3_*.orig.tar.xz -C sqlite --strip-components=1
cd sqlite
./configure --disable-shared --disable-tcl --disable-math --disable-readline --prefix=/usr/local \
    CFLAGS="-O2 -fPIC $old_glibc -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_FTS5 -DSQLITE_SECURE_DELETE" >/dev/null
make -s sqlite3.c libsqlite3.la
install -m 644 .libs/libsqlite3.a /usr/local/lib/
install -m 644 sqlite3.h sqlite3ext.h /usr/local/include/
cd ..

rm -rf python && mkdir python && tar -xf python3.11_*.orig.tar.gz -C python --strip-components=1
cd python
# sem_clockwait needs glibc 2.30.
./configure --enable-shared --without-ensurepip --disable-test-modules --prefix=/usr/local \
    ac_cv_func_sem_clockwait=no \
    LIBSQLITE3_CFLAGS=-I/usr/local/include LIBSQLITE3_LIBS='-lsqlite3 -lm -lpthread -ldl' LIBS=-lm \
    CFLAGS="$old_glibc" LDFLAGS='-Wl,-rpath,/usr/local/lib' >/dev/null
make -s -j2
make -s install >/dev/null
cd ..
/usr/local/bin/python3.11 -c '
import bz2, ctypes, hashlib, lzma, sqlite3, sys, zlib
print("Python", sys.version.split()[0], "SQLite", sqlite3.sqlite_version)'
rm -rf python sqlite
