/*
 * Stands before the C library of one mirrorward (LD_PRELOAD), counts its changes to files below some directories, and at the n-th
 * lets it fail, ends the process or stops it. Children are started with an environment of their own and know nothing of it.
 *
 *   MIRRORWARD_FAULT_BELOW   directories, without symlinks, separated by colons; calls on other files are carried out uncounted
 *   MIRRORWARD_FAULT_LIST    file to which each counted call is appended: its number, its name, its path; "FIRED" where it was hit
 *   MIRRORWARD_FAULT_AT      the number of the call that is hit, from 1
 *   MIRRORWARD_FAULT_ACTION  what happens to it:
 *       fail:ERRNO           it fails and changes nothing
 *       fail-on:ERRNO        so does each one after it; with ENOSPC those that need room, with EROFS all but fsync and its kind
 *       short                a write writes half; the rest is up to the caller
 *       short-full           a write writes half, and each later one fails with ENOSPC
 *       kill-before, kill-after, stop-before, stop-after   SIGKILL or SIGSTOP for the process itself
 *   MIRRORWARD_FAULT_OPENS   set: files and directories that are opened are counted, and nothing else
 *   MIRRORWARD_FAULT_DROP    names of fsync and its kind that do nothing, as of a program that forgot them
 *   MIRRORWARD_FAULT_UNSYNCED  set: fsync and its kind are counted but not carried out, for they take most of the time of a test
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

enum action { NOTHING, FAIL, FAIL_ON, SHORT, SHORT_FULL, KILL_BEFORE, KILL_AFTER, STOP_BEFORE, STOP_AFTER };
/* What a call needs: room on the disk, or only that the file system may be written; a sync is refused by no full or read-only disk. */
enum need { ROOM, CHANGE, SYNC };

static const char *below, *dropped;
static enum action action;
static int error_number;
static long at;
static int counts_opens, is_unsynced, is_ours;
static int list = -1;
static long count;
static int has_fired;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static enum action parsed(const char *text)
{
    static const struct { const char *name; enum action action; } names[] = {
        {"fail:", FAIL}, {"fail-on:", FAIL_ON}, {"short-full", SHORT_FULL}, {"short", SHORT}, {"kill-before", KILL_BEFORE},
        {"kill-after", KILL_AFTER}, {"stop-before", STOP_BEFORE}, {"stop-after", STOP_AFTER},
    };
    for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
        size_t length = strlen(names[index].name);
        if (strncmp(text, names[index].name, length) == 0) {
            error_number = atoi(text + length);
            return names[index].action;
        }
    }
    return NOTHING;
}

__attribute__((constructor)) static void start(void)
{
    below = getenv("MIRRORWARD_FAULT_BELOW");
    is_ours = below != NULL && strcmp(program_invocation_short_name, "mirrorward") == 0;
    if (!is_ours) return;
    const char *text = getenv("MIRRORWARD_FAULT_AT");
    at = text ? atol(text) : 0;
    text = getenv("MIRRORWARD_FAULT_ACTION");
    action = text ? parsed(text) : NOTHING;
    counts_opens = getenv("MIRRORWARD_FAULT_OPENS") != NULL;
    is_unsynced = getenv("MIRRORWARD_FAULT_UNSYNCED") != NULL;
    dropped = getenv("MIRRORWARD_FAULT_DROP");
    text = getenv("MIRRORWARD_FAULT_LIST");
    if (text) list = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_below(const char *path)
{
    for (const char *start = below; *start;) {
        size_t length = strcspn(start, ":");
        if (strncmp(path, start, length) == 0 && (path[length] == '/' || path[length] == 0)) return 1;
        start += length + (start[length] == ':');
    }
    return 0;
}

static const char *path_of(int descriptor, char *buffer)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, buffer, PATH_MAX - 1);
    if (length < 0) length = 0;
    buffer[length] = 0;
    return buffer;
}

static const char *path_at(int directory, const char *path, char *buffer)
{
    if (path == NULL || path[0] == '/') return path ? path : "";
    if (directory == AT_FDCWD) {
        if (syscall(SYS_getcwd, buffer, PATH_MAX) < 0) buffer[0] = 0;
    } else path_of(directory, buffer);
    size_t length = strlen(buffer);
    snprintf(buffer + length, 2 * PATH_MAX - length, "/%s", path);
    return buffer;
}

static void say(const char *name, const char *path, int is_hit)
{
    if (list < 0) return;
    char line[2 * PATH_MAX + 128];
    int length = snprintf(line, sizeof line, "%ld\t%s\t%s%s\n", count, name, path, is_hit ? "\tFIRED" : "");
    if (length > (int)sizeof line) length = sizeof line;
    syscall(SYS_write, list, line, length);
}

static void end_here(int number)
{
    kill(getpid(), number);
    /* SIGKILL ends it here; a stopped process is killed by whoever waits for it. */
    while (number == SIGKILL) pause();
}

/* What is to happen to a call: 0 carry it out, -1 fail with errno set, otherwise the action. */
static int hit(const char *name, const char *path, enum need need, int is_write)
{
    int decision = 0, error = 0;
    pthread_mutex_lock(&lock);
    count++;
    int is_there = at > 0 && count == at, is_past = at > 0 && count > at;
    switch (action) {
    case NOTHING: break;
    case FAIL: if (is_there) { decision = -1; error = error_number; } break;
    case FAIL_ON:
        if ((is_there || is_past) && !(error_number == ENOSPC && need != ROOM) && !(error_number == EROFS && need == SYNC)) {
            decision = -1;
            error = error_number;
        }
        break;
    case SHORT: if (is_there && is_write) decision = SHORT; break;
    case SHORT_FULL:
        if (is_there && is_write) decision = SHORT;
        if (is_past && has_fired && is_write) { decision = -1; error = ENOSPC; }
        break;
    default: if (is_there) decision = action;
    }
    if (decision != 0) has_fired = 1;
    say(name, path, decision != 0);
    pthread_mutex_unlock(&lock);
    if (decision == KILL_BEFORE) end_here(SIGKILL);
    if (decision == STOP_BEFORE) { end_here(SIGSTOP); decision = 0; }
    if (decision == -1) errno = error;
    return decision;
}

static void after(int decision)
{
    int saved = errno;
    if (decision == KILL_AFTER) end_here(SIGKILL);
    if (decision == STOP_AFTER) end_here(SIGSTOP);
    errno = saved;
}

/* Evaluates to the result of `body`, unless the call is hit. */
#define STEP(name, path, need, body) ({ \
    long result_; \
    int decision_ = is_ours && !counts_opens && is_below(path) ? hit(name, path, need, 0) : 0; \
    result_ = decision_ == -1 ? -1 : (body); \
    if (decision_ > 0) after(decision_); \
    result_; })

#define AT(directory, path) path_at(directory, path, (char[3 * PATH_MAX]){0})
#define OF(descriptor) path_of(descriptor, (char[PATH_MAX]){0})

static int opened(const char *name, int directory, const char *path, int flags, mode_t mode)
{
    int changes = flags & (O_CREAT | O_TRUNC), decision = 0;
    const char *full = is_ours ? AT(directory, path) : "";
    if (is_ours && (counts_opens || changes) && is_below(full)) decision = hit(name, full, changes ? ROOM : CHANGE, 0);
    int result = decision == -1 ? -1 : syscall(SYS_openat, directory, path, flags, mode);
    if (decision > 0) after(decision);
    return result;
}

static mode_t mode_of(int flags, va_list rest)
{
    return flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY)) ? va_arg(rest, mode_t) : 0;
}

#define OPEN(name) int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = mode_of(flags, rest); va_end(rest); \
    return opened("open", AT_FDCWD, path, flags, mode); }
OPEN(open)
OPEN(open64)
#define OPENAT(name) int name(int directory, const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = mode_of(flags, rest); va_end(rest); \
    return opened("openat", directory, path, flags, mode); }
OPENAT(openat)
OPENAT(openat64)
int creat(const char *path, mode_t mode) { return opened("creat", AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

DIR *opendir(const char *path)
{
    int descriptor = opened("opendir", AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC, 0);
    return descriptor < 0 ? NULL : fdopendir(descriptor);
}

/* `body` uses `size`. */
#define WRITE(name, body) ({ \
    const char *path_ = is_ours ? OF(descriptor) : ""; \
    int decision_ = is_ours && !counts_opens && is_below(path_) ? hit(name, path_, ROOM, 1) : 0; \
    if (decision_ == SHORT && size > 1) size /= 2; \
    long result_ = decision_ == -1 ? -1 : (body); \
    if (decision_ > 0) after(decision_); \
    result_; })

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    return WRITE("write", syscall(SYS_write, descriptor, bytes, size));
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t offset)
{
    return WRITE("pwrite", syscall(SYS_pwrite64, descriptor, bytes, size, offset));
}
ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset) { return pwrite64(descriptor, bytes, size, offset); }
ssize_t writev(int descriptor, const struct iovec *parts, int size)
{
    return WRITE("writev", syscall(SYS_writev, descriptor, parts, size));
}

static int is_left_out(const char *name)
{
    return is_ours && (is_unsynced || (dropped != NULL && strstr(dropped, name) != NULL));
}

#define FLUSH(name, number) int name(int descriptor) { \
    return STEP(#name, OF(descriptor), SYNC, is_left_out(#name) ? 0 : syscall(number, descriptor)); }
FLUSH(fsync, SYS_fsync)
FLUSH(fdatasync, SYS_fdatasync)
FLUSH(syncfs, SYS_syncfs)

int renameat2(int from, const char *path, int to, const char *target, unsigned flags)
{
    return STEP("rename", AT(to, target), CHANGE, syscall(SYS_renameat2, from, path, to, target, flags));
}
int renameat(int from, const char *path, int to, const char *target) { return renameat2(from, path, to, target, 0); }
int rename(const char *path, const char *target) { return renameat2(AT_FDCWD, path, AT_FDCWD, target, 0); }

int linkat(int from, const char *path, int to, const char *target, int flags)
{
    return STEP("link", AT(to, target), ROOM, syscall(SYS_linkat, from, path, to, target, flags));
}
int link(const char *path, const char *target) { return linkat(AT_FDCWD, path, AT_FDCWD, target, 0); }
int symlinkat(const char *target, int directory, const char *path)
{
    return STEP("symlink", AT(directory, path), ROOM, syscall(SYS_symlinkat, target, directory, path));
}
int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

int unlinkat(int directory, const char *path, int flags)
{
    return STEP(flags & AT_REMOVEDIR ? "rmdir" : "unlink", AT(directory, path), CHANGE,
        syscall(SYS_unlinkat, directory, path, flags));
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int mkdirat(int directory, const char *path, mode_t mode)
{
    return STEP("mkdir", AT(directory, path), ROOM, syscall(SYS_mkdirat, directory, path, mode));
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int ftruncate64(int descriptor, off64_t size)
{
    return STEP("ftruncate", OF(descriptor), CHANGE, syscall(SYS_ftruncate, descriptor, size));
}
int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }
int fallocate64(int descriptor, int mode, off64_t start, off64_t size)
{
    return STEP("fallocate", OF(descriptor), ROOM, syscall(SYS_fallocate, descriptor, mode, start, size));
}
int fallocate(int descriptor, int mode, off_t start, off_t size) { return fallocate64(descriptor, mode, start, size); }

int fchmod(int descriptor, mode_t mode)
{
    return STEP("fchmod", OF(descriptor), CHANGE, syscall(SYS_fchmod, descriptor, mode));
}
int chmod(const char *path, mode_t mode)
{
    return STEP("chmod", AT(AT_FDCWD, path), CHANGE, syscall(SYS_fchmodat, AT_FDCWD, path, mode));
}
int fchown(int descriptor, uid_t user, gid_t group)
{
    return STEP("fchown", OF(descriptor), CHANGE, syscall(SYS_fchown, descriptor, user, group));
}
int utimensat(int directory, const char *path, const struct timespec times[2], int flags)
{
    return STEP("utimensat", AT(directory, path), CHANGE, syscall(SYS_utimensat, directory, path, times, flags));
}
int futimens(int descriptor, const struct timespec times[2])
{
    return STEP("futimens", OF(descriptor), CHANGE, syscall(SYS_utimensat, descriptor, NULL, times, 0));
}

/* The start of a child is a step like any other, but for its return value. */
int posix_spawn(
    pid_t *child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
    char *const arguments[], char *const environment[])
{
    static int (*next)(
        pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "posix_spawn");
    int decision = is_ours && !counts_opens ? hit("posix_spawn", path, CHANGE, 0) : 0;
    if (decision == -1) return errno;
    int result = next(child, path, actions, attributes, arguments, environment);
    if (decision > 0) after(decision);
    return result;
}
