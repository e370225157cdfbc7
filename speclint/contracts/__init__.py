"""Go and TypeScript contracts in fences: their types, how the two sides agree, and the endpoints that carry them."""
