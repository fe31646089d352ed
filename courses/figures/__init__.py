"""Explorable figures on the server: their kinds, their element in Markdown, and their still pictures."""
