"""The catalogue of rules: each page of rules/ as a value."""
