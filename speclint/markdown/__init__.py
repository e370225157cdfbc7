"""Markdown with offsets: blocks, sections, labels, and inlines where asked."""
