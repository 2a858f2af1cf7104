#ifndef MVP_CZIP_SHIM_H
#define MVP_CZIP_SHIM_H
#include <stddef.h>
#include <zip.h>
/* glibc has it; its header shows it only to programs that ask for GNU extensions. */
extern void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);
#endif
