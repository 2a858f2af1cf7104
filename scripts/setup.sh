#!/bin/sh
# Installs the system packages that the build needs and this machine lacks; says exactly which where it may not.
set -eu

missing=""
need() { # package, file that proves it is there
  [ -e "$2" ] || missing="$missing $1"
}
need libgsl-dev /usr/include/gsl/gsl_version.h
need zlib1g-dev /usr/include/zlib.h
need libzip-dev /usr/include/zip.h
need libxml2-dev /usr/include/libxml2/libxml/parser.h
need libfreexl-dev /usr/include/freexl.h
need libxlsxwriter-dev /usr/include/xlsxwriter.h
need libuchardet-dev /usr/include/uchardet/uchardet.h
command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config"
[ -e /usr/share/zoneinfo/Asia/Shanghai ] || missing="$missing tzdata"

if ! command -v swift >/dev/null 2>&1; then
  echo "mvp needs a Swift 6.1 or newer toolchain (swift is not on the PATH): https://www.swift.org/install" >&2
  exit 1
fi

[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "mvp needs these packages, and apt-get is not here to install them:$missing" >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "mvp needs packages that only root may install. Run:  sudo apt-get install$missing" >&2
  exit 1
fi
echo "Installing:$missing"
$as_root apt-get update -qq || echo "The package lists could not be refreshed; trying with the old ones." >&2
if ! DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing; then
  echo "apt-get could not install:$missing" >&2
  exit 1
fi
