"""Judging earlier work again by another version."""
