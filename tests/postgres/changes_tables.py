"""Changes of tables and columns, each with the Down that undoes it and with wrong ones."""

from __future__ import annotations

from tests.postgres.world import COMPARED, TYPES, WRITTEN, Change, Flaw, Flaws, Table, World


def _columns(world: World) -> dict[str, str]:
    table = Table("", {}, {})
    found: dict[str, str] = {
        "id": world.pick("bigserial PRIMARY KEY", "uuid PRIMARY KEY DEFAULT gen_random_uuid()", "serial PRIMARY KEY",
                         "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "int", "bigint NOT NULL")
    }  # fmt: skip
    for _ in range(world.random.randint(1, 4)):
        family, written = world.family()
        column = world.column_name(table)
        table.columns[column] = family
        rest = world.word(whether=0.3, words="NOT NULL") + world.word(
            whether=0.3, words=f"DEFAULT {world.constant(family)}"
        )
        if family in COMPARED:
            rest += world.word(whether=0.2, words=f"CHECK ({column} >= 0)")
        if family not in {"jsonb", "textarray"}:
            rest += world.word(whether=0.15, words="UNIQUE")
        found[column] = f"{written} {rest}".strip()
    return found


def _create(name: str, parts: list[str], world: World) -> str:
    body = ",\n    ".join(parts)
    return f"CREATE TABLE {world.word(whether=0.25, words='IF NOT EXISTS')}{name} (\n    {body}\n)"


def create_table(world: World) -> Change:
    flaws: Flaws
    name = world.table_name()
    columns = _columns(world)
    parts = [f"{c} {w}" for c, w in columns.items()]
    if "PRIMARY" not in columns["id"] and world.chance(0.4):
        parts.append(world.pick("PRIMARY KEY (id)", f"CONSTRAINT {world.name('pk')} PRIMARY KEY (id)"))
    up = [_create(name, parts, world)]
    if world.chance(0.5):
        column = list(columns)[-1]
        up.append(f"CREATE INDEX {world.name('idx')} ON {name} ({column})")
    if world.chance(0.3):
        up.append(f"COMMENT ON TABLE {name} IS 'what a team has'")
    drop = f"DROP TABLE {world.word(whether=0.4, words='IF EXISTS')}{name}{world.pick('', '', ' CASCADE')}"
    flaws = (
        ("forgotten table", ()),
        ("wrong name", (f"DROP TABLE {name}_old",)),
        ("wrong name, if exists", (f"DROP TABLE IF EXISTS {world.name('old')}s",)),
        ("dropped twice", (drop, f"DROP TABLE {name}")),
        ("truncated only", (f"TRUNCATE TABLE {name}",)),
    )
    return Change("create table", tuple(up), (drop,), flaws)


def create_family(world: World) -> Change:
    flaws: Flaws
    parent, child = world.table_name(), world.table_name()
    key = world.pick("int", "bigint", "uuid")
    action = world.pick("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE")
    up = [
        _create(parent, [f"id {key} PRIMARY KEY", "title text NOT NULL"], world),
        _create(
            child, ["id bigserial", f"parent_id {key} REFERENCES {parent} (id){action}", "PRIMARY KEY (id)"], world
        ),
    ]
    right = (
        world.pick(
            (f"DROP TABLE {child}", f"DROP TABLE {parent}"),
            (f"DROP TABLE {parent}, {child}",),
            (f"DROP TABLE {parent} CASCADE", f"DROP TABLE {child}"),
        ),
    )[0]
    flaws = (
        ("wrong order", (f"DROP TABLE {parent}", f"DROP TABLE {child}")),
        ("forgotten table", (f"DROP TABLE {child}",)),
        ("forgotten table, cascade", (f"DROP TABLE {parent} CASCADE",)),
        ("wrong order, if exists", (f"DROP TABLE IF EXISTS {parent}", f"DROP TABLE IF EXISTS {child}")),
    )
    return Change("create tables with a foreign key", tuple(up), right, flaws)


def table_like(world: World) -> Change:
    table = world.table()
    name = world.table_name()
    up = world.pick(
        f"CREATE TABLE {name} (LIKE {table.name} INCLUDING ALL)",
        f"CREATE TABLE {name} (LIKE {table.name})",
        f"CREATE TABLE {name} AS SELECT * FROM {table.name}",
        f"CREATE TABLE {name} (extra int) INHERITS ({table.name})",
        f"CREATE UNLOGGED TABLE {name} (id int)",
    )
    return Change("create table like another", (up,), (f"DROP TABLE {name}",), (("forgotten table", ()),))


def drop_table(world: World) -> Change:
    table = world.fresh()
    table.moved = True
    create = world.base[-1]
    also: list[str] = []
    if world.chance(0.4):
        also.append(f"CREATE INDEX {world.name('idx')} ON {table.name} ({list(table.columns)[1]})")
    if world.chance(0.3):
        also.append(f"COMMENT ON TABLE {table.name} IS 'kept for the auditors'")
    if world.chance(0.3):
        also.append(f"ALTER TABLE {table.name} ADD CONSTRAINT {world.name('ck')} CHECK (id > 0)")
    for sql in also:
        world.before(sql, "SELECT 1")
    up = f"DROP TABLE {world.word(whether=0.3, words='IF EXISTS')}{table.name}"
    flaws: list[Flaw] = [
        ("table not restored", ()),
        ("table restored without a column", (f"CREATE TABLE {table.name} (id bigint NOT NULL)",)),
        ("table restored twice", (create, *also, create)),
    ]
    if also:
        flaws.append(("table restored without its parts", (create,)))
    return Change("drop table", (up,), (create, *also), tuple(flaws))


def add_columns(world: World) -> Change:
    flaws: Flaws
    table = world.table()
    names: list[str] = []
    actions: list[str] = []
    for _ in range(world.pick(1, 1, 2, 3)):
        column = world.column_name(table)
        family, written = world.family()
        table.columns[column] = family
        table.used.add(column)
        rest = world.word(whether=0.5, words=f"DEFAULT {world.constant(family)}") + world.word(
            whether=0.3, words="NOT NULL"
        )
        if family not in {"jsonb", "textarray"}:
            rest += world.word(whether=0.2, words="UNIQUE")
        if family in COMPARED:
            rest += world.word(whether=0.2, words=f"CHECK ({column} > 0)")
        names.append(column)
        optional = world.word(whether=0.3, words="IF NOT EXISTS")
        actions.append(f"ADD {world.word(whether=0.8, words='COLUMN')}{optional}{column} {written} {rest}".strip())
    head = f"ALTER TABLE {table.name}"
    up = [f"{head} {', '.join(actions)}"] if world.chance(0.5) else [f"{head} {a}" for a in actions]
    drops = [f"DROP COLUMN {world.word(whether=0.3, words='IF EXISTS')}{n}" for n in names]
    down = (f"{head} {', '.join(drops)}",) if world.chance(0.5) else tuple(f"{head} {d}" for d in reversed(drops))
    flaws = (
        ("forgotten column", tuple(f"{head} {d}" for d in drops[1:])),
        ("wrong name", (f"{head} DROP COLUMN {names[0]}s",)),
        ("wrong name, if exists", (f"{head} DROP COLUMN IF EXISTS {names[0]}s",)),
        ("column renamed instead", (f"{head} RENAME COLUMN {names[0]} TO {names[0]}_old",)),
        ("drops another column as well", (*down, f"{head} DROP COLUMN id")),
    )
    return Change("add column", tuple(up), down, flaws)


def drop_column(world: World) -> Change:
    table = world.table("text", "int")
    column = world.column(table)
    written = table.written.get(column)
    if written is None:
        return add_columns(world)
    also: list[str] = []
    if world.chance(0.4):
        also.append(f"CREATE INDEX {world.name('idx')} ON {table.name} ({column})")
    if world.chance(0.25):
        also.append(f"COMMENT ON COLUMN {table.name}.{column} IS 'as the customer wrote it'")
    for sql in also:
        world.before(sql, "SELECT 1")
    head = f"ALTER TABLE {table.name}"
    again = f"{head} ADD COLUMN {column} {written}"
    kind = TYPES[table.columns[column]][0][0]
    other = "text" if table.columns[column] not in WRITTEN else "integer"
    flaws: list[Flaw] = [
        ("column not restored", ()),
        ("type not restored", (f"{head} ADD COLUMN {column} {other}", *also)),
        ("default or nullability not restored", (f"{head} ADD COLUMN {column} {kind}", *also)),
        ("more than restored", (f"{again} UNIQUE" if other == "text" else f"{again} CHECK ({column} <> '')", *also)),
    ]
    if also:
        flaws.append(("index or comment not restored", (again,)))
    del table.columns[column]
    up = f"{head} DROP COLUMN {world.word(whether=0.2, words='IF EXISTS')}{column}{world.pick('', '', ' CASCADE')}"
    return Change("drop column", (up,), (again, *also), tuple(flaws))


def column_type(world: World) -> Change:
    family, old, new, back = world.pick(
        ("int", "integer", "bigint", ""),
        ("varchar", "varchar(40)", "text", ""),
        ("varchar", "varchar(40)", "varchar(255)", ""),
        ("text", "text", "jsonb", "text"),
        ("int", "int", "text", "integer"),
        ("timestamp", "timestamp", "timestamptz", ""),
        ("numeric", "numeric(10, 2)", "numeric(14,4)", ""),
        ("smallint", "smallint", "int", ""),
    )
    table = world.fresh(bare=True)
    column = world.column_name(table)
    world.before(f"ALTER TABLE {table.name} ADD COLUMN {column} {old}", "SELECT 1")
    table.columns[column] = family
    table.used.add(column)
    indexed = world.chance(0.2) and new != "jsonb"
    if indexed:
        world.before(f"CREATE INDEX {world.name('idx')} ON {table.name} ({column})", "SELECT 1")
    head = f"ALTER TABLE {table.name} ALTER COLUMN {column}"
    how = f" USING {column}::{new}" if back else world.pick("", f" USING {column}::{new}")
    word = world.pick("TYPE", "SET DATA TYPE")
    down = f"{head} TYPE {old}" + (f" USING {column}::{back}" if back else "")
    flaws: list[Flaw] = [
        ("type not restored", ()),
        ("other type", (f"{head} TYPE varchar(7)",)),
        ("default added", (down, f"{head} SET DEFAULT {world.constant(family)}")),
    ]
    if back == "integer":
        flaws.append(("cast missing", (f"{head} TYPE integer",)))
    return Change("change type", (f"{head} {word} {new}{how}",), (down,), tuple(flaws))


def nullability(world: World) -> Change:
    flaws: Flaws
    table = world.fresh(bare=True)
    column = world.column(table)
    head = f"ALTER TABLE {table.name} ALTER {world.word(whether=0.8, words='COLUMN')}{column}"
    there, back = f"{head} SET NOT NULL", f"{head} DROP NOT NULL"
    kind = "set not null"
    if world.chance(0.5):
        world.before(there, "SELECT 1")
        there, back, kind = back, there, "drop not null"
    up = (there, f"{head} SET DEFAULT {world.constant(table.columns[column])}") if world.chance(0.3) else (there,)
    down = (f"{head} DROP DEFAULT", back) if len(up) == 2 else (back,)
    flaws = (
        ("nullability not restored", down[:-1]),
        ("set again", (*down[:-1], there)),
        ("other column", (f"ALTER TABLE {table.name} ALTER COLUMN id DROP DEFAULT", *down[:-1])),
    )
    return Change(kind, up, down, flaws)


def default(world: World) -> Change:
    table = world.fresh(bare=True)
    column = world.column(table)
    first, second = TYPES[table.columns[column]][1]
    head = f"ALTER TABLE {table.name} ALTER COLUMN {column}"
    kind, up, down = world.pick(
        ("set default", f"{head} SET DEFAULT {first}", f"{head} DROP DEFAULT"),
        ("drop default", f"{head} DROP DEFAULT", f"{head} SET DEFAULT {first}"),
        ("change default", f"{head} SET DEFAULT {second}", f"{head} SET DEFAULT {first}"),
    )
    if kind != "set default":
        world.before(f"{head} SET DEFAULT {first}", "SELECT 1")
    flaws: list[Flaw] = [("default not restored", ()), ("default set again", (up,))]
    if kind != "set default":
        flaws.append(("other default", (f"{head} SET DEFAULT {second}",)))
    return Change(kind, (up,), (down,), tuple(flaws))


def identity(world: World) -> Change:
    flaws: Flaws
    table = world.fresh(bare=True)
    column = world.column_name(table)
    table.columns[column] = "bigint"
    table.used.add(column)
    world.before(f"ALTER TABLE {table.name} ADD COLUMN {column} bigint NOT NULL", "SELECT 1")
    head = f"ALTER TABLE {table.name} ALTER COLUMN {column}"
    always, usual = f"{head} ADD GENERATED ALWAYS AS IDENTITY", f"{head} ADD GENERATED BY DEFAULT AS IDENTITY"
    dropped = f"{head} DROP IDENTITY"
    kind = world.pick("add identity", "drop identity", "set generated")
    if kind == "add identity":
        flaws = (("identity not dropped", ()), ("default dropped instead", (f"{head} DROP NOT NULL",)))
        return Change(kind, (world.pick(always, usual),), (dropped + world.pick("", " IF EXISTS"),), flaws)
    world.before(always, "SELECT 1")
    if kind == "drop identity":
        flaws = (("identity not restored", ()), ("other identity", (usual,)))
        return Change(kind, (dropped,), (always,), flaws)
    flaws = (("identity not restored", ()), ("identity dropped", (dropped,)))
    return Change(kind, (f"{head} SET GENERATED BY DEFAULT",), (f"{head} SET GENERATED ALWAYS",), flaws)


def generated(world: World) -> Change:
    flaws: Flaws
    table = world.table("int", "text")
    source = world.column(table, "int", "text")
    column = world.column_name(table)
    table.columns[column] = "generated"
    table.used.add(column)
    is_text = table.columns[source] == "text"
    kind, formula = ("text", f"lower({source})") if is_text else ("bigint", f"{source} * 2")
    head = f"ALTER TABLE {table.name}"
    add = f"{head} ADD COLUMN {column} {kind} GENERATED ALWAYS AS ({formula}) STORED"
    drop = f"{head} DROP COLUMN {column}"
    if world.chance(0.6):
        flaws = (
            ("forgotten column", ()),
            ("expression dropped only", (f"{head} ALTER COLUMN {column} DROP EXPRESSION",)),
        )
        return Change("add generated column", (add,), (drop,), flaws)
    world.before(add, "SELECT 1")
    plain = f"{head} ADD COLUMN {column} {kind}"
    other = add.replace("lower", "upper").replace("* 2", "* 3")
    if world.chance(0.5):
        flaws = (("generation not restored", (plain,)), ("other expression", (other,)), ("column not restored", ()))
        return Change("drop generated column", (drop,), (add,), flaws)
    up = f"{head} ALTER COLUMN {column} DROP EXPRESSION"
    return Change(
        "drop expression", (up,), (drop, add), (("expression not restored", ()), ("other expression", (drop, other)))
    )


def properties(world: World) -> Change:
    table = world.table()
    head = f"ALTER TABLE {table.name}"
    up, down = world.pick(
        (f"{head} SET (fillfactor = 70)", f"{head} RESET (fillfactor)"),
        (f"{head} SET UNLOGGED", f"{head} SET LOGGED"),
        (f"{head} REPLICA IDENTITY FULL", f"{head} REPLICA IDENTITY DEFAULT"),
        (f"{head} ALTER COLUMN id SET STATISTICS 500", f"{head} ALTER COLUMN id SET STATISTICS -1"),
        (f"{head} ENABLE ROW LEVEL SECURITY", f"{head} DISABLE ROW LEVEL SECURITY"),
        (f"{head} SET (autovacuum_enabled = false)", f"{head} RESET (autovacuum_enabled)"),
    )
    table.moved = True
    return Change("table property", (up,), (down,), (("property not restored", ()), ("property set again", (up,))))


TABLE_CHANGES = (
    create_table, create_table, create_table, create_family, create_family, table_like, drop_table, drop_table,
    add_columns, add_columns, add_columns, add_columns, drop_column, drop_column, drop_column, column_type, column_type,
    nullability, nullability, default, default, identity, generated, properties,
)  # fmt: skip
