/* Lets the n-th file call under one folder fail, as a full disk or a failing one does.
 *
 *   cc -shared -fPIC -o shim.so fault_shim.c -ldl
 *   LD_PRELOAD=shim.so FAULT_FOLDER=/path FAULT_AT=n FAULT_COUNT=/elsewhere/count program
 *
 * Counts open, write, sync, truncate and rename calls on files under FAULT_FOLDER. With FAULT_AT 0
 * none fails. The number of calls is written to FAULT_COUNT when the program ends.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
static char watched[MOST_FILES];
static long calls;

static int is_watched_path(const char *path) {
    const char *folder = getenv("FAULT_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_watched(int file) { return file >= 0 && file < MOST_FILES && watched[file]; }

static int fails(void) {
    const char *at = getenv("FAULT_AT");
    long number = __sync_add_and_fetch(&calls, 1);
    return at && atol(at) == number;
}

static int opened(int file, const char *path) {
    if (file >= 0 && file < MOST_FILES) watched[file] = is_watched_path(path);
    return file;
}

#define REAL(type, name, ...)                                  \
    static type (*real)(__VA_ARGS__);                          \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define FAIL_IF(condition, code)  \
    if ((condition) && fails()) { \
        errno = code;             \
        return -1;                \
    }

#define OPEN(name)                                               \
    int name(const char *path, int flags, ...) {                 \
        va_list rest;                                            \
        va_start(rest, flags);                                   \
        mode_t mode = va_arg(rest, mode_t);                      \
        va_end(rest);                                            \
        REAL(int, #name, const char *, int, ...);                \
        FAIL_IF(is_watched_path(path), ENOSPC);                  \
        return opened(real(path, flags, mode), path);            \
    }
OPEN(open)
OPEN(open64)

FILE *fopen64(const char *path, const char *mode) {
    REAL(FILE *, "fopen64", const char *, const char *);
    if (is_watched_path(path) && fails()) {
        errno = ENOSPC;
        return NULL;
    }
    FILE *stream = real(path, mode);
    if (stream) opened(fileno(stream), path);
    return stream;
}

FILE *fopen(const char *path, const char *mode) {
    REAL(FILE *, "fopen", const char *, const char *);
    if (is_watched_path(path) && fails()) {
        errno = ENOSPC;
        return NULL;
    }
    FILE *stream = real(path, mode);
    if (stream) opened(fileno(stream), path);
    return stream;
}

size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) {
    REAL(size_t, "fwrite", const void *, size_t, size_t, FILE *);
    if (is_watched(fileno(stream)) && fails()) {
        errno = ENOSPC;
        return 0;
    }
    return real(data, size, count, stream);
}

ssize_t write(int file, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    FAIL_IF(is_watched(file), ENOSPC);
    return real(file, data, size);
}

#define PWRITE(name, offset_type)                                          \
    ssize_t name(int file, const void *data, size_t size, offset_type at) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset_type);       \
        FAIL_IF(is_watched(file), ENOSPC);                                  \
        return real(file, data, size, at);                                  \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    FAIL_IF(is_watched(file), ENOSPC);
    return real(file, parts, count);
}

#define SYNC(name)                           \
    int name(int file) {                     \
        REAL(int, #name, int);               \
        FAIL_IF(is_watched(file), EIO);      \
        return real(file);                   \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, offset_type)               \
    int name(int file, offset_type size) {        \
        REAL(int, #name, int, offset_type);       \
        FAIL_IF(is_watched(file), EIO);           \
        return real(file, size);                  \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    FAIL_IF(is_watched_path(from) || is_watched_path(to), EIO);
    return real(from, to);
}

int close(int file) {
    REAL(int, "close", int);
    if (file >= 0 && file < MOST_FILES) watched[file] = 0;
    return real(file);
}

__attribute__((destructor)) static void tell(void) {
    const char *place = getenv("FAULT_COUNT");
    FILE *stream = place ? fopen(place, "w") : NULL;
    if (!stream) return;
    fprintf(stream, "%ld\n", calls);
    fclose(stream);
}
