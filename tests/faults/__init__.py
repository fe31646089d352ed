"""Faults of a running site: processes that die, hang or lose what they knew, and what becomes of the submissions."""
