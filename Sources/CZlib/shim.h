#ifndef MVP_CZLIB_SHIM_H
#define MVP_CZLIB_SHIM_H
#include <zlib.h>
#endif
