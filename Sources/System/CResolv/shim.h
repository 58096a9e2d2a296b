#pragma once
#include <netinet/in.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

// The calls are macros, and so are the fields of the state. `server` takes the place of the servers of resolv.conf(5) where it is not
// NULL. Returns the length of the answer, or -1 with an h_errno in `failure`. See resolver(3).
static inline int mw_query_text(const char *name, const struct sockaddr_in *server, int seconds, unsigned char *answer, int size,
                                int *failure) {
    struct __res_state state;
    memset(&state, 0, sizeof state);
    if (res_ninit(&state) != 0) {
        *failure = NETDB_INTERNAL;
        return -1;
    }
    if (server != NULL) {
        state.nsaddr_list[0] = *server;
        state.nscount = 1;
    }
    // A long answer is asked for in one datagram, never over TCP, which has no deadline here.
    state.options |= RES_IGNTC | RES_USE_EDNS0;
    state.retrans = seconds;
    state.retry = 1;
    int length = res_nquery(&state, name, ns_c_in, ns_t_txt, answer, size);
    *failure = length < 0 ? state.res_h_errno : 0;
    res_nclose(&state);
    return length;
}
