#ifndef MVP_CXLSXWRITER_SHIM_H
#define MVP_CXLSXWRITER_SHIM_H
#include <xlsxwriter.h>
#endif
