"""Spec types as data, and a document read as one of them."""
