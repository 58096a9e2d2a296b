#pragma once
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

// What Glibc hides from Swift even with _GNU_SOURCE: variadic calls and headers outside its module map.
static inline int mw_set_child_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
static inline ssize_t mw_getrandom(void *buffer, size_t count) { return getrandom(buffer, count, 0); }
