#ifndef MVP_CXML_SHIM_H
#define MVP_CXML_SHIM_H
#include <libxml/xmlversion.h>
/* The headers of ICU, which libxml2 may be built with, contradict those in Foundation; nothing here needs either. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/HTMLparser.h>
#endif
