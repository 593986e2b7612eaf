"""Codes, keys and what protects answers; knows nothing of pages or tables."""
