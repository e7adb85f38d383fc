/* Preloaded into a process: while the file that SLOW_DISK_WHILE names exists, each write to a regular file and each flush takes
   20 ms more. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void slow(int fd) {
    const char *signal = getenv("SLOW_DISK_WHILE");
    struct stat file;
    if (signal && fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && access(signal, F_OK) == 0) {
        struct timespec pause = {0, 20000000};
        nanosleep(&pause, 0);
    }
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    slow(fd);
    return real(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    slow(fd);
    return real(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    slow(fd);
    return real(fd, bytes, count, offset);
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    slow(fd);
    return real(fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    slow(fd);
    return real(fd);
}
