"""Texts as safe HTML: Markdown, code, emphasis, links."""
