"""Changes of constraints, indexes, partitions and names, each with the Down that undoes it and with wrong ones."""

from __future__ import annotations

from tests.postgres.world import COMPARED, WRITTEN, Change, Flaw, Flaws, World, bare


def _cut(*parts: str) -> str:
    """Join the parts of an automatic name as PostgreSQL does, which holds here for names that fit into 63 bytes."""
    return "_".join(parts)


def add_constraint(world: World) -> Change:
    flaws: Flaws
    table = world.fresh("int", "text", bare=True)
    number, text = world.column(table, *COMPARED), world.column(table, *WRITTEN)
    other = world.fresh()
    world.before(f"ALTER TABLE {other.name} ADD COLUMN ref int UNIQUE", "SELECT 1")
    world.before(f"ALTER TABLE {table.name} ADD COLUMN ref int", "SELECT 1")
    name = bare(table.name)
    form, automatic = world.pick(
        (f"UNIQUE ({text})", _cut(name, text, "key")),
        (f"UNIQUE ({text}, {number})", _cut(name, text, number, "key")),
        (f"CHECK ({number} > 0)", _cut(name, number, "check")),
        (f"CHECK ({number} > 0 OR {text} <> '')", _cut(name, "check")),
        (f"CHECK ({text} IN ('a', 'b'))", _cut(name, text, "check")),
        (f"FOREIGN KEY (ref) REFERENCES {other.name} (ref)", _cut(name, "ref", "fkey")),
        (f"FOREIGN KEY (ref) REFERENCES {other.name} (ref) ON DELETE CASCADE", _cut(name, "ref", "fkey")),
        (f"EXCLUDE USING btree ({text} WITH =)", _cut(name, text, "excl")),
        (f"UNIQUE ({text}) DEFERRABLE INITIALLY DEFERRED", _cut(name, text, "key")),
        (f"CHECK ({number} > 0) NOT VALID", _cut(name, number, "check")),
    )
    head = f"ALTER TABLE {table.name}"
    named = world.chance(0.5) or len(automatic) > 60
    chosen = world.name("con") if named else automatic
    quoted = f'"{chosen}"' if chosen != chosen.lower() else chosen
    up = [f"{head} ADD {f'CONSTRAINT {quoted} ' if named else ''}{form}"]
    if "NOT VALID" in form and world.chance(0.6):
        up.append(f"{head} VALIDATE CONSTRAINT {quoted}")
    drop = f"{head} DROP CONSTRAINT {world.word(whether=0.3, words='IF EXISTS')}{quoted}"
    flaws = (
        ("constraint not dropped", ()),
        ("wrong name", (f"{head} DROP CONSTRAINT {text}_key",)),
        ("wrong name, if exists", (f"{head} DROP CONSTRAINT IF EXISTS {text}_unique",)),
        ("index dropped instead", (f"DROP INDEX {quoted}",)),
        ("constraint renamed instead", (f"{head} RENAME CONSTRAINT {quoted} TO {text}_old",)),
    )
    return Change("add constraint", tuple(up), (drop,), flaws)


def add_primary_key(world: World) -> Change:
    table = world.fresh("int", bare=True)
    table.moved = True
    world.before(f"ALTER TABLE {table.name} ADD COLUMN serial_number bigint", "SELECT 1")
    name, head = bare(table.name), f"ALTER TABLE {table.name}"
    world.before(f'{head} DROP CONSTRAINT IF EXISTS "{name}_pkey"', "SELECT 1")
    nullable = world.chance(0.5)
    column = "serial_number" if nullable else "id"
    chosen = world.name("pk")
    up = (f"{head} ADD CONSTRAINT {chosen} PRIMARY KEY ({column})",)
    drop, restore = f"{head} DROP CONSTRAINT {chosen}", f"{head} ALTER COLUMN {column} DROP NOT NULL"
    flaws: list[Flaw] = [("constraint not dropped", ()), ("wrong name", (f"{head} DROP CONSTRAINT {name}_pk",))]
    flaws.append(("nullability not restored", (drop,)) if nullable else ("nullability dropped", (drop, restore)))
    return Change("add primary key", up, (drop, restore) if nullable else (drop,), tuple(flaws))


def drop_constraint(world: World) -> Change:
    flaws: Flaws
    table = world.fresh("int", "text", bare=True)
    number, text = world.column(table, *COMPARED), world.column(table, *WRITTEN)
    other = world.fresh()
    world.before(f"ALTER TABLE {other.name} ADD COLUMN ref int UNIQUE", "SELECT 1")
    world.before(f"ALTER TABLE {table.name} ADD COLUMN ref int", "SELECT 1")
    key = f"FOREIGN KEY (ref) REFERENCES {other.name} (ref)"
    form, changed = world.pick(
        (f"UNIQUE ({text})", f"UNIQUE ({text}, {number})"),
        (f"CHECK ({number} > 0)", f"CHECK ({number} >= 0)"),
        (f"CHECK ({text} <> '')", f"CHECK ({text} <> 'x')"),
        (key, f"{key} ON DELETE CASCADE"),
        (f"{key} ON DELETE SET NULL", key),
        (f"CHECK ({number} > 0)", f"CHECK ({number} > 0) NOT VALID"),
    )  # fmt: skip
    head, name = f"ALTER TABLE {table.name}", world.name("con")
    world.before(f"{head} ADD CONSTRAINT {name} {form}", "SELECT 1")
    drop = f"{head} DROP CONSTRAINT {name}"
    again = f"{head} ADD CONSTRAINT {name} {form}"
    flaws = (
        ("constraint not restored", ()),
        ("constraint renamed", (f"{head} ADD CONSTRAINT {name}_again {form}",)),
        ("constraint without its name", (f"{head} ADD {form}",)),
        ("other definition", (f"{head} ADD CONSTRAINT {name} {changed}",)),
    )
    if world.chance(0.4):
        return Change("replace constraint", (drop, f"{head} ADD CONSTRAINT {name} {changed}"), (drop, again), flaws)
    return Change("drop constraint", (drop,), (again,), flaws)


def create_index(world: World) -> Change:
    flaws: Flaws
    table = world.table("text", "int")
    text, number = world.random.choice(world.free(table, "text")), world.random.choice(world.free(table, "int"))
    table.used.update((text, number))
    form, parts = world.pick(
        (f"({text})", (text,)),
        (f"({text}, {number} DESC)", (text, number)),
        (f"(lower({text}))", ("lower",)),
        (f"({number}) WHERE {text} IS NOT NULL", (number,)),
        (f"USING hash ({text})", (text,)),
        (f"({number}) INCLUDE ({text})", (number, text)),
        (f"(({number} + 1))", ("expr",)),
    )
    unique = world.word(whether=0.25, words="UNIQUE") if "hash" not in form else ""
    automatic = _cut(bare(table.name), *parts, "idx")
    named = world.chance(0.75) or len(automatic) > 60 or automatic != automatic.lower()
    name = world.name("idx") if named else automatic
    alone = named and world.chance(0.12)
    at_once = "CONCURRENTLY " if alone else ""
    optional = world.word(whether=0.3, words="IF NOT EXISTS") if named else ""
    up = f"CREATE {unique}INDEX {at_once}{optional}{name + ' ' if named else ''}ON {table.name} {form}"
    drop = f"DROP INDEX {at_once}{world.word(whether=0.4, words='IF EXISTS')}{name}"
    flaws = (
        ("index not dropped", ()),
        ("wrong name", (f"DROP INDEX {name}_old",)),
        ("wrong name, if exists", (f"DROP INDEX IF EXISTS {world.name('ix')}",)),
        ("constraint dropped instead", (f"ALTER TABLE {table.name} DROP CONSTRAINT {name}",)),
        ("dropped twice", (drop, f"DROP INDEX {name}")),
    )
    return Change("create index concurrently" if alone else "create index", (up,), (drop,), flaws, alone)


def drop_index(world: World) -> Change:
    flaws: Flaws
    table = world.table("text", "int")
    text, number = world.column(table, "text"), world.column(table, "int")
    name = world.name("idx")
    form, changed = world.pick(
        (f"ON {table.name} ({text})", f"ON {table.name} ({number})"),
        (f"ON {table.name} ({text}, {number})", f"ON {table.name} ({number}, {text})"),
        (f"ON {table.name} ({number}) WHERE {number} > 0", f"ON {table.name} ({number})"),
        (f"ON {table.name} ({number} DESC)", f"ON {table.name} ({number})"),
        (f"ON {table.name} (lower({text}))", f"ON {table.name} (upper({text}))"),
    )
    unique, other = world.pick(("UNIQUE ", ""), ("", "UNIQUE "))
    again = f"CREATE {unique}INDEX {name} {form}"
    world.before(again, "SELECT 1")
    flaws = (
        ("index not restored", ()),
        ("uniqueness differs", (f"CREATE {other}INDEX {name} {form}",)),
        ("other columns", (f"CREATE {unique}INDEX {name} {changed}",)),
        ("other name", (f"CREATE {unique}INDEX {name}_2 {form}",)),
    )
    if world.chance(0.3):
        up = (f"DROP INDEX {name}", f"CREATE INDEX {name} {changed}")
        return Change("replace index", up, (f"DROP INDEX {name}", again), flaws)
    return Change("drop index", (f"DROP INDEX {name}",), (again,), flaws)


def rename(world: World) -> Change:
    table = world.fresh("text")
    column = world.column(table, "text")
    index, key, view, new = world.name("idx"), world.name("con"), world.name("v"), world.name("new")
    head = f"ALTER TABLE {table.name}"
    world.before(f"CREATE INDEX {index} ON {table.name} ({column})", "SELECT 1")
    world.before(f"{head} ADD CONSTRAINT {key} CHECK ({column} <> '?')", "SELECT 1")
    if world.chance(0.4):
        world.before(f"CREATE VIEW {view} AS SELECT id, {column} FROM {table.name}", f"DROP VIEW {view}")
    table.moved = True
    kind, up, down = world.pick(
        ("rename column", f"{head} RENAME COLUMN {column} TO {new}", f"{head} RENAME COLUMN {new} TO {column}"),
        ("rename column", f"{head} RENAME {column} TO {new}", f"{head} RENAME {new} TO {column}"),
        ("rename table", f"{head} RENAME TO {new}", f"ALTER TABLE {new} RENAME TO {table.name}"),
        ("rename index", f"ALTER INDEX {index} RENAME TO {new}", f"ALTER INDEX {new} RENAME TO {index}"),
        ("rename constraint", f"{head} RENAME CONSTRAINT {key} TO {new}", f"{head} RENAME CONSTRAINT {new} TO {key}"),
    )
    flaws: list[Flaw] = [
        ("name not restored", ()),
        ("other name", (f"{down}_2".replace('"_2', '_2"'),)),
        ("renamed again", (up,)),
    ]
    if kind == "rename table":
        more = f"ALTER TABLE {new} ADD COLUMN after_rename int"
        late = f"ALTER TABLE {new} DROP COLUMN after_rename"
        flaws.append(("order of rename", (down, late)))
        return Change("rename table, then alter it", (up, more), (late, down), tuple(flaws))
    return Change(kind, (up,), (down,), tuple(flaws))


def partitioned(world: World) -> Change:
    flaws: Flaws
    parent = world.table_name()
    low, high, other = world.name("part"), world.name("part"), world.name("part")
    key = world.pick("RANGE (day)", "LIST (region)", "HASH (id)")
    bound = {
        "R": tuple(f"FROM ('{year}-01-01') TO ('{year}-07-01')" for year in (2026, 2027, 2028)),
        "L": ("IN ('eu')", "IN ('us', 'ca')", "IN ('jp')"),
        "H": ("WITH (modulus 3, remainder 0)", "WITH (modulus 3, remainder 1)", "WITH (modulus 3, remainder 2)"),
    }[key[0]]  # fmt: skip
    create = f"CREATE TABLE {parent} (id bigint NOT NULL, day date NOT NULL, region text) PARTITION BY {key}"
    parts = (
        f"CREATE TABLE {low} PARTITION OF {parent} FOR VALUES {bound[0]}",
        f"CREATE TABLE {high} PARTITION OF {parent} FOR VALUES {bound[1]}",
    )
    if world.chance(0.4):
        index = (f"CREATE INDEX {world.name('idx')} ON {parent} (day)",) if world.chance(0.5) else ()
        drops = world.pick(
            (f"DROP TABLE {parent}",), (f"DROP TABLE {low}", f"DROP TABLE {high}", f"DROP TABLE {parent}")
        )
        flaws = (
            ("parent forgotten", (f"DROP TABLE {low}", f"DROP TABLE {high}")),
            ("wrong order", (f"DROP TABLE {parent}", f"DROP TABLE {low}")),
            ("partitions detached only", (f"ALTER TABLE {parent} DETACH PARTITION {low}", f"DROP TABLE {parent}")),
        )
        return Change("create partitioned table", (create, *parts, *index), drops, flaws)
    for sql in (create, *parts):
        world.before(sql, f"DROP TABLE IF EXISTS {parent} CASCADE")
    detach = f"ALTER TABLE {parent} DETACH PARTITION {low}"
    attach = f"ALTER TABLE {parent} ATTACH PARTITION {low} FOR VALUES {bound[0]}"
    wrong = f"ALTER TABLE {parent} ATTACH PARTITION {low} FOR VALUES {bound[2]}"
    if world.chance(0.5):
        flaws = (
            ("partition not attached", ()),
            ("other bound", (wrong,)),
            ("partition dropped", (f"DROP TABLE {low}",)),
        )
        return Change("detach partition", (detach,), (attach,), flaws)
    add = f"CREATE TABLE {other} PARTITION OF {parent} FOR VALUES {bound[2]}"
    flaws = (("partition not dropped", ()), ("detached only", (f"ALTER TABLE {parent} DETACH PARTITION {other}",)))
    return Change("add partition", (add,), (f"DROP TABLE {other}",), flaws)


KEY_CHANGES = (
    add_constraint, add_constraint, add_constraint, add_primary_key, drop_constraint, drop_constraint, create_index,
    create_index, create_index, drop_index, drop_index, rename, rename, rename, partitioned, partitioned,
)  # fmt: skip
