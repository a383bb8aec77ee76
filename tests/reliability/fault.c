/* Fails or kills at the n-th file operation below one folder. Loaded with LD_PRELOAD, steered through fault_arm. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT = 0, KILL = 1, NO_SPACE = 2, IO_ERROR = 3, IO_ERROR_ONCE = 4 };

static char folder[4096];
static int armed, mode;
static long seen, at;

void fault_arm(const char *below, int new_mode, long number) {
    snprintf(folder, sizeof folder, "%s", below);
    mode = new_mode, at = number, seen = 0, armed = 1;
}

long fault_seen(void) { return seen; }

static int is_below(const char *path) { return path && strncmp(path, folder, strlen(folder)) == 0; }

static int fd_below(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

/* What is to happen to this operation: 0, KILL, or the errno. `grows` is true where room is needed. */
static int due(int counts, int grows) {
    if (!armed || !counts) return 0;
    long number = ++seen;
    if (mode == COUNT || number < at) return 0;
    if (mode == KILL) return KILL;
    if (mode == NO_SPACE) return grows ? ENOSPC : 0;
    if (mode == IO_ERROR) return EIO;
    return number == at ? EIO : 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define FAIL_OR(fate, half) \
    if (fate == KILL) { half; kill(getpid(), SIGKILL); } \
    if (fate) { errno = fate; return -1; }

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int fate = armed ? due(fd_below(fd), 1) : 0;
    FAIL_OR(fate, real(fd, data, size / 2)) /* a torn write */
    return real(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    int fate = armed ? due(fd_below(fd), 1) : 0;
    FAIL_OR(fate, real(fd, data, size / 2, place))
    return real(fd, data, size, place);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t place) {
    return pwrite64(fd, data, size, place);
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    int fate = armed ? due(fd_below(fd), 0) : 0;
    FAIL_OR(fate, (void)0)
    return real(fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    int fate = armed ? due(fd_below(fd), 0) : 0;
    FAIL_OR(fate, (void)0)
    return real(fd);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    int fate = armed ? due(fd_below(fd), 1) : 0;
    FAIL_OR(fate, (void)0)
    return real(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    int fate = armed ? due(is_below(to), 0) : 0;
    FAIL_OR(fate, (void)0)
    return real(from, to);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int fate = armed ? due(is_below(path), 0) : 0;
    FAIL_OR(fate, (void)0)
    return real(path);
}

int mkdir(const char *path, mode_t rights) {
    REAL(int, "mkdir", const char *, mode_t);
    int fate = armed ? due(is_below(path), 1) : 0;
    FAIL_OR(fate, (void)0)
    return real(path, rights);
}
