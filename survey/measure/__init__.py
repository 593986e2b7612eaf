"""Instruments, answers and what they come to, with no input or output at all."""
