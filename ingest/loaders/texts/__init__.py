"""Texts without markup or with little: saved posts, plain text, Markdown."""
