"""Attacks on what groups are shown: each must succeed against a naive publisher.

An attacker knows every rule and every secret but two: one person's answer, and that
person's shift. They know which step everybody else is on, which is more than their
answers, and they take silence for an observation like any other.
"""
