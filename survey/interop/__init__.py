"""Readers and writers of other people's formats; they open and write no file."""
