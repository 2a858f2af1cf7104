#ifndef MVP_CFREEXL_SHIM_H
#define MVP_CFREEXL_SHIM_H
#include <freexl.h>
#endif
