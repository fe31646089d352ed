"""The folder format of courses and exercises: read, checked, written. Knows no database."""
