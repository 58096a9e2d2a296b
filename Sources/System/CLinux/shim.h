#pragma once
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

// What Glibc hides from Swift even with _GNU_SOURCE: variadic calls and headers outside its module map.
static inline int mw_set_child_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
static inline ssize_t mw_getrandom(void *buffer, size_t count) { return getrandom(buffer, count, 0); }
// Number 434 on every architecture (Linux 5.3); older kernel headers do not name it.
static inline int mw_pidfd_open(pid_t pid) { return (int)syscall(434, pid, 0); }
static inline unsigned long long mw_makedev(unsigned int major, unsigned int minor) { return makedev(major, minor); }
static inline int mw_set_dumpable(void) { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); }
// Of the calling thread: IOPRIO_WHO_PROCESS is 1, the idle class 3 << 13 (linux/ioprio.h).
static inline int mw_be_idle_at_disk(void) { return (int)syscall(SYS_ioprio_set, 1, 0, 3 << 13); }
