"""Celery tasks: thin calls of the rules that stand elsewhere."""
