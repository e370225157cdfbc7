"""Changes of views and functions, each with the Down that undoes it and with wrong ones."""

from __future__ import annotations

from tests.postgres.world import Change, Flaws, World


def _query(world: World) -> tuple[str, str, str]:
    """Return a query over a table, another one with a column more where that can be, and a column of its result."""
    table = world.table("text", "int")
    text, number = world.random.choice(world.free(table, "text")), world.random.choice(world.free(table, "int"))
    table.used.update((text, number))
    return world.pick(
        (
            f"SELECT id, {text} FROM {table.name} WHERE {number} > 0",
            f"SELECT id, {text}, {number} FROM {table.name} WHERE {number} > 0",
            "id",
        ),
        (
            f"SELECT {text}, count(*) AS times FROM {table.name} GROUP BY {text}",
            f"SELECT {text}, count(*) AS times, max(id) AS last FROM {table.name} GROUP BY {text}",
            text,
        ),
        (
            f"WITH a AS (SELECT id FROM {table.name}) SELECT a.id FROM a",
            f"WITH a AS (SELECT id FROM {table.name}) SELECT a.id FROM a WHERE a.id > 1",
            "id",
        ),
        (
            f"SELECT t.{text}, t.{number} + 1 AS next FROM {table.name} t ORDER BY t.{number}",
            f"SELECT t.{text}, t.{number} + 1 AS next, 1 AS one FROM {table.name} t",
            "next",
        ),
    )


def new_view(world: World) -> Change:
    flaws: Flaws
    query, _, _ = _query(world)
    name = world.name("v")
    create, drop = f"CREATE VIEW {name} AS {query}", f"DROP VIEW {name}"
    if world.chance(0.5):
        up = create.replace("CREATE", world.pick("CREATE", "CREATE OR REPLACE"), 1)
        down = drop.replace("VIEW", world.pick("VIEW", "VIEW IF EXISTS"))
        flaws = (
            ("view not dropped", ()),
            ("wrong kind", (f"DROP TABLE {name}",)),
            ("wrong name", (f"DROP VIEW {name}s",)),
        )
        return Change("create view", (up,), (down,), flaws)
    second = world.name("v")
    both = (create, f"CREATE VIEW {second} AS SELECT * FROM {name}")
    right = world.pick((f"DROP VIEW {second}", drop), (f"{drop} CASCADE",), (f"DROP VIEW {name}, {second}",))
    flaws = (("wrong order", (drop, f"DROP VIEW {second}")), ("view forgotten", (f"DROP VIEW {second}",)))
    return Change("create view of a view", both, right, flaws)


def changed_view(world: World) -> Change:
    query, other, _ = _query(world)
    name = world.name("v")
    create, drop = f"CREATE VIEW {name} AS {query}", f"DROP VIEW {name}"
    world.before(create, drop)
    kind = world.pick("rename", "drop", "replace", "replace in place")
    if kind == "rename":
        up, down = f"ALTER VIEW {name} RENAME TO {name}_new", f"ALTER VIEW {name}_new RENAME TO {name}"
        return Change("rename view", (up,), (down,), (("name not restored", ()), ("replaced instead", (create,))))
    if kind == "drop":
        wrong = (("view not restored", ()), ("other query", (f"CREATE VIEW {name} AS {other}",)))
        return Change("drop view", (drop,), (create,), wrong)
    in_place = create.replace("CREATE", "CREATE OR REPLACE", 1)
    # PostgreSQL replaces a view in place only where no column goes.
    flaws = (("query not restored", ()), ("replaced in place", (in_place,)), ("view not restored", (drop,)))
    if kind == "replace":
        return Change("replace view", (drop, f"CREATE VIEW {name} AS {other}"), (drop, create), flaws)
    return Change("replace view in place", (f"CREATE OR REPLACE VIEW {name} AS {other}",), (drop, create), flaws)


def materialized_view(world: World) -> Change:
    flaws: Flaws
    query, _, column = _query(world)
    name, index = world.name("mv"), world.name("idx")
    made: tuple[str, ...] = (f"CREATE MATERIALIZED VIEW {name} AS {query}",)
    if world.chance(0.5):
        made += (f"CREATE INDEX {index} ON {name} ({column})",)
    undo = f"DROP MATERIALIZED VIEW {name}"
    if world.chance(0.6):
        flaws = (
            ("view not dropped", ()),
            ("wrong kind", (f"DROP VIEW {name}",)),
            ("wrong name, if exists", (f"DROP MATERIALIZED VIEW IF EXISTS {name}s",)),
        )
        return Change("create materialized view", (*made, f"REFRESH MATERIALIZED VIEW {name}"), (undo,), flaws)
    for sql in made:
        world.before(sql, f"DROP MATERIALIZED VIEW IF EXISTS {name}")
    flaws = (("view not restored", ()), ("index not restored", made[:1] if len(made) > 1 else ()))
    return Change("drop materialized view", (undo,), made, flaws)


def plpgsql(name: str, arguments: str, result: str, body: str, *, replace: bool = True) -> str:
    head = "CREATE OR REPLACE FUNCTION" if replace else "CREATE FUNCTION"
    return f"{head} {name}({arguments}) RETURNS {result} LANGUAGE plpgsql AS $$\nBEGIN\n    {body}\nEND;\n$$"


def _signature(world: World) -> tuple[str, str, str, str]:
    """Return the arguments of a function, their types, and two bodies."""
    arguments, types = world.pick(
        ("", ""),
        ("a int", "int"),
        ("a integer, b text DEFAULT 'x'", "integer, text"),
        ("VARIADIC parts text[]", "text[]"),
        ("a timestamptz, OUT b int", "timestamptz"),
    )
    body, other = ("b := 1;", "b := 2;") if "OUT" in arguments else ("RETURN 1;", "RETURN 2;")
    return arguments, types, body, other


def new_function(world: World) -> Change:
    flaws: Flaws
    name, kind = world.name("f"), world.pick("function", "function", "procedure", "aggregate")
    if kind == "procedure":
        made = f"CREATE PROCEDURE {name}(a int) LANGUAGE sql AS $$ SELECT a $$"
        flaws = (("procedure not dropped", ()), ("wrong kind", (f"DROP FUNCTION {name}(int)",)))
        return Change("create procedure", (made,), (f"DROP PROCEDURE {name}(int)",), flaws)
    if kind == "aggregate":
        made = f"CREATE AGGREGATE {name}(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')"
        flaws = (("aggregate not dropped", ()), ("wrong kind", (f"DROP FUNCTION {name}(int)",)))
        return Change("create aggregate", (made,), (f"DROP AGGREGATE {name}(int)",), flaws)
    arguments, types, body, _ = _signature(world)
    create = plpgsql(name, arguments, "int", body, replace=world.chance(0.5))
    short = f"DROP FUNCTION {name}"
    drop = f"DROP FUNCTION {world.word(whether=0.3, words='IF EXISTS')}{name}({types})"
    flaws = (
        ("function not dropped", ()),
        ("wrong arguments", (f"{short}(date, date)",)),
        ("wrong arguments, if exists", (f"DROP FUNCTION IF EXISTS {name}(date)",)),
        ("dropped twice", (drop, short)),
    )
    return Change("create function", (create,), (world.pick(drop, short),), flaws)


def changed_function(world: World) -> Change:
    flaws: Flaws
    name = world.name("f")
    arguments, types, body, other = _signature(world)
    restored, changed = (plpgsql(name, arguments, "int", each) for each in (body, other))
    drop = f"DROP FUNCTION {name}({types})"
    kind = world.pick("overload", "replace", "drop", "rename")
    world.before(restored, drop)
    if kind == "overload":
        second = plpgsql(name, "a date", "int", "RETURN 3;", replace=False)
        ambiguous = ("ambiguous name", (f"DROP FUNCTION {name}",))
        flaws = (("overload not dropped", ()), ("other overload", (drop,)), ambiguous)
        return Change("overload function", (second,), (f"DROP FUNCTION {name}(date)",), flaws)
    if kind == "rename":
        up = f"ALTER FUNCTION {name}({types}) RENAME TO {name}_2"
        down = f"ALTER FUNCTION {name}_2({types}) RENAME TO {name}"
        return Change("rename function", (up,), (down,), (("name not restored", ()), ("created again", (restored,))))
    if kind == "drop":
        return Change(
            "drop function", (drop,), (restored,), (("function not restored", ()), ("other body", (changed,)))
        )
    spaced = restored.replace("BEGIN\n    ", "BEGIN\n        ")
    flaws = (
        ("body not restored", ()),
        ("other body", (changed,)),
        ("function dropped", (drop,)),
        ("volatility changed", (restored.replace("LANGUAGE", "STABLE LANGUAGE"),)),
    )
    return Change("replace function", (changed,), (world.pick(restored, spaced),), flaws)


VIEW_CHANGES = (
    new_view, new_view, changed_view, changed_view, materialized_view, new_function, changed_function, changed_function,
)  # fmt: skip
