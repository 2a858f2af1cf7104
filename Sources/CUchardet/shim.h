#ifndef MVP_CUCHARDET_SHIM_H
#define MVP_CUCHARDET_SHIM_H
#include <uchardet.h>
#endif
