"""Changes of types, sequences, schemas, extensions, comments and rights, with right and wrong Downs."""

from __future__ import annotations

from tests.postgres.world import Change, Flaw, Flaws, World

ROLES = ("app_reader", "app_writer")


def create_enum(world: World) -> Change:
    flaws: Flaws
    kind, table = world.name("kind"), world.table()
    column = world.column_name(table)
    table.columns[column] = "enum"
    table.used.add(column)
    create = f"CREATE TYPE {kind} AS ENUM ('draft', 'sent', 'paid')"
    if world.chance(0.25):
        create = f"DO $$ BEGIN {create}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    rest = world.pick("", " NOT NULL DEFAULT 'draft'")
    add = f"ALTER TABLE {table.name} ADD COLUMN {column} {kind}{rest}"
    drop, unused = (
        f"DROP TYPE {world.word(whether=0.3, words='IF EXISTS')}{kind}",
        f"ALTER TABLE {table.name} DROP COLUMN {column}",
    )
    flaws = (
        ("type forgotten", (unused,)),
        ("wrong order", (f"DROP TYPE {kind}", unused)),
        ("column forgotten", (f"DROP TYPE {kind} CASCADE",)),
        ("wrong name", (unused, f"DROP TYPE {kind}s")),
        ("wrong order, cascade", (f"DROP TYPE {kind} CASCADE", unused)),
    )
    return Change("create enum and its column", (create, add), (unused, drop), flaws)


def enum_value(world: World) -> Change:
    kind, table, column = world.name("kind"), world.table_name(), world.column_name()
    values = "'draft', 'sent'"
    fallback = world.chance(0.4)
    world.before(f"CREATE TYPE {kind} AS ENUM ({values})", f"DROP TYPE {kind} CASCADE")
    default = " DEFAULT 'draft'" if fallback else ""
    world.before(f"CREATE TABLE {table} (id int PRIMARY KEY, {column} {kind}{default})", f"DROP TABLE {table}")
    head = f"ALTER TABLE {table} ALTER COLUMN {column}"
    flaws: list[Flaw]
    if world.chance(0.25):
        renamed = f"ALTER TYPE {kind} RENAME VALUE 'sent' TO 'mailed'"
        back = f"ALTER TYPE {kind} RENAME VALUE 'mailed' TO 'sent'"
        flaws = [("value not renamed", ()), ("renamed again", (renamed,))]
        return Change("rename enum value", (renamed,), (back,), tuple(flaws))
    where = world.pick("", "", " BEFORE 'sent'", " AFTER 'draft'")
    up = f"ALTER TYPE {kind} ADD VALUE {world.word(whether=0.4, words='IF NOT EXISTS')}'paid'{where}"
    change = f"{head} TYPE {kind} USING {column}::text::{kind}"
    drop_default = (f"{head} DROP DEFAULT",) if fallback else ()
    set_default = (f"{head} SET DEFAULT 'draft'",) if fallback else ()
    rebuild = (f"ALTER TYPE {kind} RENAME TO {kind}_old", f"CREATE TYPE {kind} AS ENUM ({values})")
    away = (f"DROP TYPE {kind}_old",)
    down = (*rebuild, *drop_default, change, *set_default, *away)
    other = (rebuild[0], f"CREATE TYPE {kind} AS ENUM ('sent', 'draft')")
    flaws = [
        ("enum value left", ()),
        ("enum value left, with a note", ("SELECT 'an enum value cannot be removed'",)),
        ("old type left", (*rebuild, *drop_default, change, *set_default)),
        ("type dropped while used", (*rebuild, *away)),
        ("other order of values", (*other, *drop_default, change, *set_default, *away)),
    ]
    if fallback:
        flaws.append(("default not restored", (*rebuild, *drop_default, change, *away)))
        flaws.append(("default in the way", (*rebuild, change, *away)))
    return Change("add enum value", (up,), down, tuple(flaws))


def other_type(world: World) -> Change:
    flaws: Flaws
    name = world.name("type")
    kind = world.pick("composite", "domain", "range", "domain", "attribute")
    if kind == "attribute":
        world.before(f"CREATE TYPE {name} AS (x int, y int)", f"DROP TYPE {name} CASCADE")
        up, down = f"ALTER TYPE {name} ADD ATTRIBUTE z text", f"ALTER TYPE {name} DROP ATTRIBUTE z"
        return Change(
            "alter composite type", (up,), (down,), (("attribute left", ()), ("other attribute", (f"{down[:-1]}x",)))
        )
    if kind == "domain" and world.chance(0.5):
        world.before(f"CREATE DOMAIN {name} AS text", f"DROP DOMAIN {name} CASCADE")
        head = f"ALTER DOMAIN {name}"
        up, down = world.pick(
            (f"{head} SET NOT NULL", f"{head} DROP NOT NULL"),
            (f"{head} SET DEFAULT 'x'", f"{head} DROP DEFAULT"),
            (f"{head} ADD CONSTRAINT {name}_ck CHECK (VALUE <> '')", f"{head} DROP CONSTRAINT {name}_ck"),
        )
        return Change("alter domain", (up,), (down,), (("domain not restored", ()),))
    create = {
        "composite": f"CREATE TYPE {name} AS (street text, number int)",
        "domain": f"CREATE DOMAIN {name} AS text CHECK (VALUE ~ '@')",
        "range": f"CREATE TYPE {name} AS RANGE (subtype = float8)",
    }[kind]
    drop = f"DROP {'DOMAIN' if kind == 'domain' else 'TYPE'} {name}"
    table, column = world.table_name(), world.column_name()
    use, unuse = f"CREATE TABLE {table} (id int, {column} {name})", f"DROP TABLE {table}"
    flaws = (("type forgotten", (unuse,)), ("wrong order", (drop, unuse)), ("cascade only", (f"{drop} CASCADE",)))
    return Change(f"create {kind} type", (create, use), (unuse, drop), flaws)


def sequence(world: World) -> Change:
    flaws: Flaws
    name = world.name("seq")
    options = world.pick("", " START 100", " INCREMENT BY 5", " AS integer", " CYCLE MAXVALUE 900")
    create, drop = f"CREATE SEQUENCE {name}{options}", f"DROP SEQUENCE {name}"
    kind = world.pick("create", "default", "owned", "alter", "drop")
    table = world.fresh("int", bare=True)
    column = world.column(table, "int")
    head = f"ALTER TABLE {table.name} ALTER COLUMN {column}"
    if kind == "create":
        return Change(
            "create sequence", (create,), (drop,), (("sequence not dropped", ()), ("wrong name", (f"{drop}_2",)))
        )
    if kind == "default":
        both = (create, f"{head} SET DEFAULT nextval('{name}')")
        right = world.pick((f"{head} DROP DEFAULT", drop), (f"{drop} CASCADE",))
        flaws = (
            ("wrong order", (drop, f"{head} DROP DEFAULT")),
            ("sequence not dropped", (f"{head} DROP DEFAULT",)),
            ("default forgotten", (drop,)),
        )
        return Change("sequence as default", both, right, flaws)
    if kind == "owned":
        both = (create, f"ALTER SEQUENCE {name} OWNED BY {table.name}.{column}")
        flaws = (
            ("column dropped", (f"ALTER TABLE {table.name} DROP COLUMN {column}",)),
            ("owner only", (f"ALTER SEQUENCE {name} OWNED BY NONE",)),
        )
        return Change("owned sequence", both, (drop,), flaws)
    world.before(create, drop)
    if kind == "drop":
        flaws = (("sequence not restored", ()), ("options not restored", (f"CREATE SEQUENCE {name} START 7",)))
        return Change("drop sequence", (drop,), (create,), flaws)
    up = f"ALTER SEQUENCE {name} INCREMENT BY 10"
    down = f"ALTER SEQUENCE {name} INCREMENT BY {5 if 'INCREMENT' in options else 1}"
    return Change(
        "alter sequence", (up,), (down,), (("increment not restored", ()), ("other increment", (f"{down}0",)))
    )


def schema(world: World) -> Change:
    flaws: Flaws
    name, table = world.name("app"), world.name()
    up = [
        f"CREATE SCHEMA {world.word(whether=0.4, words='IF NOT EXISTS')}{name}",
        f"CREATE TABLE {name}.{table} (id int PRIMARY KEY, note text)",
    ]
    kind = world.pick("create", "move", "path")
    if kind == "move":
        moved = world.fresh()
        moved.moved = True
        up[1] = f"ALTER TABLE {moved.name} SET SCHEMA {name}"
        back, drop = f"ALTER TABLE {name}.{moved.name} SET SCHEMA public", f"DROP SCHEMA {name}"
        flaws = (
            ("table not moved back", ()),
            ("schema not empty", (drop,)),
            ("schema left", (back,)),
            ("table lost", (f"{drop} CASCADE",)),
        )
        return Change("move table to a schema", tuple(up), (back, drop), flaws)
    if kind == "path":
        up[1:] = [f"SET search_path TO {name}, public", f"CREATE TABLE {table}_2 (id int)"]
        drop = f"DROP TABLE {name}.{table}_2"
        away = f"DROP SCHEMA {name}"
        flaws = (
            ("path forgotten", (f"DROP TABLE {table}_2", away)),
            ("schema left", (drop,)),
            ("schema not empty", (away,)),
        )
        return Change("search path", tuple(up), (drop, away), flaws)
    right = world.pick((f"DROP TABLE {name}.{table}", f"DROP SCHEMA {name}"), (f"DROP SCHEMA {name} CASCADE",))
    flaws = (
        ("schema not empty", (f"DROP SCHEMA {name}",)),
        ("schema forgotten", (f"DROP TABLE {name}.{table}",)),
        ("schema of the table forgotten", (f"DROP TABLE {table}", f"DROP SCHEMA {name}")),
    )
    return Change("create schema", tuple(up), right, flaws)


def extension(world: World) -> Change:
    name, use = world.pick(
        ("citext", "citext"),
        ("hstore", "hstore"),
        ("pg_trgm", ""),
        ("pgcrypto", ""),
        ('"uuid-ossp"', "uuid"),
        ("ltree", "ltree"),
    )
    if f"ext {name}" in world.once:
        return comment(world)
    world.once.add(f"ext {name}")
    up = [f"CREATE EXTENSION {world.word(whether=0.5, words='IF NOT EXISTS')}{name}"]
    drop = f"DROP EXTENSION {world.word(whether=0.5, words='IF EXISTS')}{name}"
    flaws: list[Flaw] = [("extension not dropped", ())]
    if not use or use == "uuid" or world.chance(0.4):
        if use == "uuid":
            table = world.table()
            column = world.column_name(table)
            table.columns[column] = "uuid"
            table.used.add(column)
            up.append(f"ALTER TABLE {table.name} ADD COLUMN {column} uuid DEFAULT uuid_generate_v4()")
            unuse = f"ALTER TABLE {table.name} DROP COLUMN {column}"
            flaws.append(("wrong order", (f"DROP EXTENSION {name}", unuse)))
            return Change(
                "create extension and its default",
                tuple(up),
                (unuse, drop),
                (*flaws[1:], ("extension not dropped", (unuse,))),
            )
        return Change("create extension", tuple(up), (drop,), tuple(flaws))
    table, column = world.table(), ""
    column = world.column_name(table)
    table.columns[column] = "extension"
    table.used.add(column)
    up.append(f"ALTER TABLE {table.name} ADD COLUMN {column} {use}")
    unuse = f"ALTER TABLE {table.name} DROP COLUMN {column}"
    flaws.append(("wrong order", (f"DROP EXTENSION {name}", unuse)))
    flaws.append(("column by cascade", (f"DROP EXTENSION {name} CASCADE",)))
    return Change("create extension and its column", tuple(up), (unuse, drop), tuple(flaws))


def comment(world: World) -> Change:
    flaws: Flaws
    table = world.fresh("text")
    column = world.column(table)
    on = world.pick(f"TABLE {table.name}", f"COLUMN {table.name}.{column}", f"COLUMN {table.name}.id")
    up = f"COMMENT ON {on} IS 'what the customer sees'"
    if world.chance(0.4):
        old = f"COMMENT ON {on} IS 'it''s old'"
        world.before(old, "SELECT 1")
        flaws = (("comment not restored", ()), ("comment removed", (f"COMMENT ON {on} IS NULL",)))
        return Change("change comment", (up,), (old,), flaws)
    flaws = (("comment left", ()), ("other comment", (f"COMMENT ON {on} IS 'nothing'",)))
    return Change("comment", (up,), (f"COMMENT ON {on} IS {world.pick('NULL', 'NULL', chr(39) * 2)}",), flaws)


def grant(world: World) -> Change:
    table, role = world.table(), world.pick(*ROLES)
    kind = world.pick("table", "columns", "schema", "default", "all", "revoke")
    rights = world.pick("SELECT", "SELECT, INSERT", "ALL", "UPDATE, DELETE")
    what = {
        "table": f"{rights} ON {table.name}",
        "columns": f"SELECT (id), UPDATE (id) ON {table.name}",
        "schema": "USAGE ON SCHEMA public",
        "default": f"{rights} ON TABLES",
        "all": f"{rights} ON ALL TABLES IN SCHEMA public",
        "revoke": f"SELECT ON {table.name}",
    }[kind]
    head = "ALTER DEFAULT PRIVILEGES IN SCHEMA public " if kind == "default" else ""
    up, down = f"{head}GRANT {what} TO {role}", f"{head}REVOKE {what} FROM {role}"
    other = f"{head}REVOKE {what} FROM {ROLES[role == ROLES[0]]}"
    if kind == "revoke":
        world.before(up, "SELECT 1")
        return Change(
            "revoke", (down,), (up,), (("right not restored", ()), ("other right", (up.replace("SELECT", "UPDATE"),)))
        )
    return Change(f"grant on {kind}", (up,), (down,), (("right not revoked", ()), ("other role", (other,))))


TYPE_CHANGES = (
    create_enum, create_enum, create_enum, enum_value, enum_value, other_type, other_type, sequence, sequence, schema,
    schema, extension, comment, comment, grant, grant,
)  # fmt: skip
