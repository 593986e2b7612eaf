"""Tidemark: anonymous outcome self-assessment for recovery groups."""
