/* The GSL headers in use, and nothing else. */
#ifndef MVP_CGSL_SHIM_H
#define MVP_CGSL_SHIM_H
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf.h>
#endif
