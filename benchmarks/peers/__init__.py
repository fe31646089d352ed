"""Backpass beside what people grade notebooks with now: ``make bench-peers``."""
