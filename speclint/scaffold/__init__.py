"""Writing empty specs."""
