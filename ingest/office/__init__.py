"""Reads office files: Word documents and OpenDocument texts."""
