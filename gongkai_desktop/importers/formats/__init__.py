"""Readers: one module a file format, each from bytes to a RawDocument, without any meaning."""
