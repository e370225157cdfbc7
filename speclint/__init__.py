"""speclint: a deterministic linter and scaffolder for technical specs written in Markdown."""
