"""Broken files by the thousand: every one must be read or refused in words, in bounded time and memory."""
