"""What the common extensions bring, so that a table that uses it holds its extension."""

from __future__ import annotations

from typing import Final

FUNCTIONS: Final = {
    "uuid_generate_v1": "uuid-ossp",
    "uuid_generate_v1mc": "uuid-ossp",
    "uuid_generate_v3": "uuid-ossp",
    "uuid_generate_v4": "uuid-ossp",
    "uuid_generate_v5": "uuid-ossp",
    "uuid_nil": "uuid-ossp",
    "gen_random_bytes": "pgcrypto",
    "gen_salt": "pgcrypto",
    "crypt": "pgcrypto",
    "digest": "pgcrypto",
    "hmac": "pgcrypto",
    "similarity": "pg_trgm",
    "unaccent": "unaccent",
}
TYPES: Final = {
    "citext": "citext",
    "hstore": "hstore",
    "ltree": "ltree",
    "cube": "cube",
    "vector": "vector",
    "halfvec": "vector",
    "geometry": "postgis",
    "geography": "postgis",
}
OPERATOR_CLASSES: Final = {
    "gin_trgm_ops": "pg_trgm",
    "gist_trgm_ops": "pg_trgm",
    "gin_hstore_ops": "hstore",
    "vector_cosine_ops": "vector",
    "vector_l2_ops": "vector",
    "vector_ip_ops": "vector",
}
