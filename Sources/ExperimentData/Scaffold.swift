// The folder's first file; each concept has one of its own.
