"""The checks: pure generators, one module a family, found by the `check:` of a rule's page."""
