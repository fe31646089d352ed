"""Health checks, each a program that is copied into an image."""
