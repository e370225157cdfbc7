"""Changes of what other objects depend on, each with the Down that undoes it and with wrong ones."""

from __future__ import annotations

from tests.postgres.changes_views import plpgsql
from tests.postgres.world import Change, Flaw, Flaws, World


def column_and_dependants(world: World) -> Change:
    """Drop a column that others use: some go with it, others stand in the way."""
    table = world.fresh("int", "text", bare=True)
    number, text = world.column(table, "int"), world.column(table, "text")
    head, name = f"ALTER TABLE {table.name}", world.name("dep")
    written = table.written[number]
    drop, again = f"{head} DROP COLUMN {number}", f"{head} ADD COLUMN {number} {written}"
    goes_along = (
        f"CREATE INDEX {name} ON {table.name} ({text}, {number})",
        f"CREATE INDEX {name} ON {table.name} ({text}) WHERE {number} > 0",
        f"CREATE INDEX {name} ON {table.name} ({text}) INCLUDE ({number})",
        f"{head} ADD CONSTRAINT {name} CHECK ({number} > 0 OR {text} <> '')",
        f"{head} ADD CONSTRAINT {name} UNIQUE ({text}, {number})",
        f"CREATE STATISTICS {name} ON {number}, {text} FROM {table.name}",
    )
    in_the_way = (
        (f"CREATE VIEW {name} AS SELECT {number} FROM {table.name}", f"DROP VIEW {name}"),
        (f"CREATE POLICY {name} ON {table.name} USING ({number} > 0)", f"DROP POLICY {name} ON {table.name}"),
        (f"{head} ADD COLUMN {name} int GENERATED ALWAYS AS ({number} + 1) STORED", f"{head} DROP COLUMN {name}"),
    )
    flaws: Flaws
    if world.chance(0.6):
        also = world.random.choice(goes_along)
        world.before(also, "SELECT 1")
        flaws = (
            ("dependant not restored", (again,)),
            ("wrong order", (also, again)),
            ("restored twice", (again, also, also)),
        )
        return Change("drop column and what goes along", (drop,), (again, also), flaws)
    make, unmake = world.random.choice(in_the_way)
    if world.chance(0.5):
        world.before(make, "SELECT 1")
        flaws = (("dependant not restored", (again,)), ("wrong order", (make, again)))
        up = (f"{drop} CASCADE",) if world.chance(0.5) else (unmake, drop)
        return Change("drop column that others use", up, (again, make), flaws)
    # The other way round: the column is new, and so is what uses it.
    world.base[-1] = world.base[-1].replace(f",\n    {number} {written}", "")
    right = world.pick((unmake, drop), (f"{drop} CASCADE",))
    flaws = (("wrong order", (drop, unmake)), ("dependant forgotten", (drop,)), ("column forgotten", (unmake,)))
    return Change("add column and what uses it", (again, make), right, flaws)


def type_in_use(world: World) -> Change:
    """Change the type of a column that others use, which only some of them allow."""
    table = world.fresh("int", bare=True)
    number = world.column(table, "int")
    head, name = f"ALTER TABLE {table.name}", world.name("use")
    make, unmake = world.pick(
        (f"CREATE VIEW {name} AS SELECT {number} FROM {table.name}", f"DROP VIEW {name}"),
        (f"CREATE INDEX {name} ON {table.name} ({number} DESC)", f"DROP INDEX {name}"),
        (f"{head} ADD CONSTRAINT {name} UNIQUE ({number})", f"{head} DROP CONSTRAINT {name}"),
        (f"{head} ADD COLUMN {name} int GENERATED ALWAYS AS ({number} + 1) STORED", f"{head} DROP COLUMN {name}"),
    )
    world.before(make, "SELECT 1")
    wide, narrow = f"{head} ALTER COLUMN {number} TYPE bigint", f"{head} ALTER COLUMN {number} TYPE int"
    flaws = (
        ("dependant in the way", (narrow,)),
        ("dependant not restored", (unmake, narrow)),
        ("type not restored", ()),
    )
    return Change("change type of a used column", (unmake, wide, make), (unmake, narrow, make), flaws)


def referenced_table(world: World) -> Change:
    """Drop a table that others refer to, with what keeps them from it."""
    parent, child, key = world.table_name(), world.table_name(), world.name("fk")
    create = f"CREATE TABLE {parent} (id int PRIMARY KEY, code text UNIQUE)"
    refer = f"ALTER TABLE {child} ADD CONSTRAINT {key} FOREIGN KEY (parent_id) REFERENCES {parent} (id)"
    world.before(create, f"DROP TABLE IF EXISTS {parent} CASCADE")
    world.before(f"CREATE TABLE {child} (id int PRIMARY KEY, parent_id int)", f"DROP TABLE {child}")
    world.before(refer, "SELECT 1")
    unrefer = f"ALTER TABLE {child} DROP CONSTRAINT {key}"
    if world.chance(0.5):
        up = world.pick((f"DROP TABLE {parent} CASCADE",), (unrefer, f"DROP TABLE {parent}"))
        flaws: list[Flaw] = [
            ("foreign key not restored", (create,)),
            ("table without its key", (create.replace(" PRIMARY KEY", ""), refer)),
            ("foreign key without its name", (create, refer.replace(f"CONSTRAINT {key} ", ""))),
            ("wrong order", (refer, create)),
        ]
        return Change("drop table that others refer to", up, (create, refer), tuple(flaws))
    head, old, new = f"ALTER TABLE {parent}", f"{parent.strip(chr(34))}_pkey", world.name("pk")
    drop, add = f'{head} DROP CONSTRAINT "{old}"', f'{head} ADD CONSTRAINT "{old}" PRIMARY KEY (id)'
    flaws = [
        ("foreign key in the way", (f"{head} DROP CONSTRAINT {new}", add, refer)),
        (
            "key under another name",
            (unrefer, f"{head} DROP CONSTRAINT {new}", f"{head} ADD CONSTRAINT {new}_2 PRIMARY KEY (id)", refer),
        ),
        ("foreign key lost", (f"{head} DROP CONSTRAINT {new} CASCADE", add)),
    ]
    made = f"{head} ADD CONSTRAINT {new} PRIMARY KEY (id)"
    return Change(
        "change a referenced key",
        (unrefer, drop, made, refer),
        (unrefer, f"{head} DROP CONSTRAINT {new}", add, refer),
        tuple(flaws),
    )


def automatic_names(world: World) -> Change:
    """Constraints, indexes and sequences that PostgreSQL names, where the first choice is taken."""
    name, column = world.name(), world.column_name()
    world.before(
        f"CREATE TABLE {name} (id serial PRIMARY KEY, {column} int CHECK ({column} > 0), other int)",
        f"DROP TABLE IF EXISTS {name} CASCADE",
    )
    head = f"ALTER TABLE {name}"
    up, right, wrong = world.pick(
        (
            f"{head} ADD CHECK ({column} < 100)",
            f"{head} DROP CONSTRAINT {name}_{column}_check1",
            f"{head} DROP CONSTRAINT {name}_{column}_check",
        ),
        (
            f"{head} ADD UNIQUE (other), ADD UNIQUE (other, {column})",
            f"{head} DROP CONSTRAINT {name}_other_key, DROP CONSTRAINT {name}_other_{column}_key",
            f"{head} DROP CONSTRAINT {name}_other_key",
        ),
        (f"CREATE INDEX ON {name} (other)", f"DROP INDEX {name}_other_idx", f"DROP INDEX {name}_idx"),
        (f"{head} ADD COLUMN more serial", f"{head} DROP COLUMN more", f"DROP SEQUENCE {name}_more_seq"),
        (
            f"{head} ADD COLUMN more int REFERENCES {name} (id)",
            f"{head} DROP COLUMN more",
            f"{head} DROP CONSTRAINT {name}_more_fkey",
        ),
        (f"{head} ADD CONSTRAINT {name}_u UNIQUE (other)", f"{head} DROP CONSTRAINT {name}_u", f"DROP INDEX {name}_u"),
    )
    return Change("automatic names", (up,), (right,), (("wrong object", (wrong,)), ("forgotten", ())))


def serial_default(world: World) -> Change:
    """The sequence of a serial column, which belongs to the column."""
    name = world.name()
    world.before(f"CREATE TABLE {name} (id serial, note text)", f"DROP TABLE {name}")
    column = f"ALTER TABLE {name} ALTER COLUMN id"
    up, down = f"{column} DROP DEFAULT", f"{column} SET DEFAULT nextval('{name}_id_seq')"
    if world.chance(0.5):
        flaws: Flaws = (
            ("default not restored", ()),
            ("sequence dropped", (f"DROP SEQUENCE {name}_id_seq",)),
            ("other sequence", (f"{column} SET DEFAULT 1",)),
        )
        return Change("drop serial default", (up,), (down,), flaws)
    flaws = (
        ("column without its sequence", (f"ALTER TABLE {name} ADD COLUMN id int NOT NULL",)),
        ("column not restored", ()),
        ("with a key", (f"ALTER TABLE {name} ADD COLUMN id serial PRIMARY KEY",)),
    )
    return Change(
        "drop serial column",
        (f"ALTER TABLE {name} DROP COLUMN id",),
        (f"ALTER TABLE {name} ADD COLUMN id serial",),
        flaws,
    )


def rename_other(world: World) -> Change:
    """Rename what is no table."""
    old, new, space = world.name("old"), world.name("renamed"), world.name("space")
    table = world.fresh("text")
    text = world.column(table, "text")
    kind, create, up, down = world.pick(
        (
            "type",
            f"CREATE TYPE {old} AS ENUM ('a')",
            f"ALTER TYPE {old} RENAME TO {new}",
            f"ALTER TYPE {new} RENAME TO {old}",
        ),
        (
            "sequence",
            f"CREATE SEQUENCE {old}",
            f"ALTER SEQUENCE {old} RENAME TO {new}",
            f"ALTER SEQUENCE {new} RENAME TO {old}",
        ),
        (
            "schema",
            f"CREATE SCHEMA {old}",
            f"ALTER SCHEMA {old} RENAME TO {new}",
            f"ALTER SCHEMA {new} RENAME TO {old}",
        ),
        (
            "domain",
            f"CREATE DOMAIN {old} AS int",
            f"ALTER DOMAIN {old} RENAME TO {new}",
            f"ALTER DOMAIN {new} RENAME TO {old}",
        ),
        (
            "policy",
            f"CREATE POLICY {old} ON {table.name}",
            f"ALTER POLICY {old} ON {table.name} RENAME TO {new}",
            f"ALTER POLICY {new} ON {table.name} RENAME TO {old}",
        ),
        (
            "attribute",
            f"CREATE TYPE {old} AS (a int)",
            f"ALTER TYPE {old} RENAME ATTRIBUTE a TO b",
            f"ALTER TYPE {old} RENAME ATTRIBUTE b TO a",
        ),
        (
            "materialized view",
            f"CREATE MATERIALIZED VIEW {old} AS SELECT {text} FROM {table.name}",
            f"ALTER MATERIALIZED VIEW {old} RENAME TO {new}",
            f"ALTER MATERIALIZED VIEW {new} RENAME TO {old}",
        ),
        (
            "view column",
            f"CREATE VIEW {old} AS SELECT {text} FROM {table.name}",
            f"ALTER VIEW {old} RENAME COLUMN {text} TO {new}",
            f"ALTER VIEW {old} RENAME COLUMN {new} TO {text}",
        ),
    )
    undo = {"attribute": "TYPE", "view column": "VIEW", "policy": ""}.get(kind, kind.upper())
    world.before(create, f"DROP {undo} IF EXISTS {old} CASCADE" if undo else "SELECT 1")
    if kind in {"type", "sequence", "domain"} and world.chance(0.4):
        world.before(f"CREATE SCHEMA {space}", f"DROP SCHEMA {space} CASCADE")
        word = kind.upper()
        up, down = f"ALTER {word} {old} SET SCHEMA {space}", f"ALTER {word} {space}.{old} SET SCHEMA public"
        return Change(f"move {kind} to a schema", (up,), (down,), (("not moved back", ()), ("moved again", (up,))))
    return Change(f"rename {kind}", (up,), (down,), (("name not restored", ()), ("renamed again", (up,))))


def comment_on_other(world: World) -> Change:
    """Comments on what is neither table nor column."""
    table = world.fresh("text")
    text = world.column(table, "text")
    name = world.name("c")
    create, on = world.pick(
        (f"CREATE INDEX {name} ON {table.name} ({text})", f"INDEX {name}"),
        (f"CREATE VIEW {name} AS SELECT {text} FROM {table.name}", f"VIEW {name}"),
        (f"CREATE TYPE {name} AS ENUM ('a')", f"TYPE {name}"),
        (f"ALTER TABLE {table.name} ADD CONSTRAINT {name} UNIQUE ({text})", f"CONSTRAINT {name} ON {table.name}"),
        (f"CREATE SCHEMA {name}", f"SCHEMA {name}"),
        (f"CREATE SEQUENCE {name}", f"SEQUENCE {name}"),
        (plpgsql(name, "a int", "int", "RETURN a;"), f"FUNCTION {name}(int)"),
    )
    drop = {"A": f"ALTER TABLE {table.name} DROP CONSTRAINT {name}"}.get(create[0], f"DROP {on.split('(')[0]}")
    up, down = f"COMMENT ON {on} IS 'what it is for'", f"COMMENT ON {on} IS NULL"
    if world.chance(0.5):
        flaws: Flaws = (("forgotten", ()), ("comment removed only", (down,)))
        return Change("create with a comment", (create, up), (drop,), flaws)
    world.before(create, drop)
    return Change("comment on other", (up,), (down,), (("comment left", ()), ("other comment", (f"{down[:-4]}'x'",))))


def grant_on_other(world: World) -> Change:
    """Rights on what is no table, and rights that go with their object."""
    name = world.name("g")
    create, right, on = world.pick(
        (f"CREATE SEQUENCE {name}", "USAGE, SELECT", f"SEQUENCE {name}"),
        (f"CREATE SCHEMA {name}", "USAGE", f"SCHEMA {name}"),
        (f"CREATE TYPE {name} AS ENUM ('a')", "USAGE", f"TYPE {name}"),
        (plpgsql(name, "a int", "int", "RETURN a;"), "EXECUTE", f"FUNCTION {name}(int)"),
        (f"CREATE TABLE {name} (id int)", "SELECT", f"TABLE {name}"),
    )
    drop = f"DROP {on}"
    grant, revoke = f"GRANT {right} ON {on} TO app_reader", f"REVOKE {right} ON {on} FROM app_reader"
    if world.chance(0.4):
        flaws: Flaws = (("forgotten", ()), ("right revoked only", (revoke,)), ("wrong order", (drop, revoke)))
        return Change("create with rights", (create, grant), (drop,), flaws)
    world.before(create, drop)
    if "FUNCTION" in on and world.chance(0.5):
        hide, show = f"REVOKE ALL ON {on} FROM PUBLIC", f"GRANT EXECUTE ON {on} TO PUBLIC"
        return Change("revoke from public", (hide,), (show,), (("right not restored", ()), ("other role", (grant,))))
    flaws = (
        ("right not revoked", ()),
        ("other role", (revoke.replace("reader", "writer"),)),
        ("granted again", (grant,)),
    )
    return Change("grant on other", (grant,), (revoke,), flaws)


def inherited(world: World) -> Change:
    """What a table hands on to the tables that inherit from it or are its partitions."""
    parent, child = world.name(), world.name()
    column, index = world.column_name(), world.name("idx")
    parted = world.chance(0.5)
    tail = " PARTITION BY LIST (id)" if parted else ""
    world.before(f"CREATE TABLE {parent} (id int NOT NULL, note text){tail}", f"DROP TABLE {parent} CASCADE")
    made = (
        f"CREATE TABLE {child} PARTITION OF {parent} DEFAULT"
        if parted
        else f"CREATE TABLE {child} () INHERITS ({parent})"
    )
    world.before(made, f"DROP TABLE {child}")
    head = f"ALTER TABLE {parent}"
    up, down, wrong = world.pick(
        (
            f"{head} ADD COLUMN {column} int",
            f"{head} DROP COLUMN {column}",
            f"ALTER TABLE {child} DROP COLUMN {column}",
        ),
        (
            f"{head} ADD CONSTRAINT {index} CHECK (id > 0)",
            f"{head} DROP CONSTRAINT {index}",
            f"ALTER TABLE {child} DROP CONSTRAINT {index}",
        ),
        (f"CREATE INDEX {index} ON {parent} (note)", f"DROP INDEX {index}", f"DROP INDEX {child}_note_idx"),
        (
            f"{head} RENAME COLUMN note TO {column}",
            f"{head} RENAME COLUMN {column} TO note",
            f"ALTER TABLE {child} RENAME COLUMN {column} TO note",
        ),
        (
            f"{head} ALTER COLUMN note SET NOT NULL",
            f"{head} ALTER COLUMN note DROP NOT NULL",
            f"ALTER TABLE {child} ALTER COLUMN note DROP NOT NULL",
        ),
    )
    return Change(
        "alter parent table", (up,), (down,), (("forgotten", ()), ("child only", (wrong,)), ("on both", (down, wrong)))
    )


DEPENDENT_CHANGES = (
    column_and_dependants, column_and_dependants, column_and_dependants, type_in_use, referenced_table,
    referenced_table, automatic_names, automatic_names, serial_default, rename_other, rename_other, comment_on_other,
    grant_on_other, inherited,
)  # fmt: skip
