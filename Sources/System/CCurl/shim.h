#pragma once
#include <curl/curl.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// The variadic calls that are used, one for each type of the last argument. The parentheses get round curl's own macros.
static inline CURLcode mw_set_long(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode mw_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(handle, option, value);
}
// curl copies the text; NULL unsets it.
static inline CURLcode mw_set_string(CURL *handle, CURLoption option, const char *value) {
    return (curl_easy_setopt)(handle, option, value);
}
// curl keeps the pointer: of an error buffer or of what a callback is given.
static inline CURLcode mw_set_pointer(CURL *handle, CURLoption option, void *value) {
    return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode mw_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode mw_set_write(CURL *handle, CURLoption option, curl_write_callback value) {
    return (curl_easy_setopt)(handle, option, value);
}
static inline CURLcode mw_set_progress(CURL *handle, curl_xferinfo_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_XFERINFOFUNCTION, value);
}
static inline CURLcode mw_set_open_socket(CURL *handle, curl_opensocket_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}
static inline CURLcode mw_set_ssl_context(CURL *handle, curl_ssl_ctx_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_SSL_CTX_FUNCTION, value);
}
static inline CURLcode mw_get_long(CURL *handle, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(handle, info, value);
}
static inline CURLcode mw_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return (curl_easy_getinfo)(handle, info, value);
}
// The text is curl's, until the next call.
static inline CURLcode mw_get_string(CURL *handle, CURLINFO info, const char **value) {
    return (curl_easy_getinfo)(handle, info, value);
}

// It goes on behind the struct: an IPv6 address is longer than its last field.
static inline const struct sockaddr *mw_socket_address(const struct curl_sockaddr *address) { return &address->addr; }

// Macros that Swift does not see.
static const long MW_GLOBAL_DEFAULT = CURL_GLOBAL_DEFAULT;
static const unsigned long MW_NAME_ONELINE = XN_FLAG_ONELINE;
