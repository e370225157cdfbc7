"""Changes of triggers, policies, rules and data, each with the Down that undoes it and with wrong ones."""

from __future__ import annotations

from tests.postgres.changes_types import ROLES
from tests.postgres.changes_views import plpgsql
from tests.postgres.world import COMPARED, Change, Flaws, World


def trigger(world: World) -> Change:
    flaws: Flaws
    table, routine, name = world.table(), world.name("f"), world.name("trg")
    when = world.pick("BEFORE UPDATE", "AFTER INSERT OR DELETE", "BEFORE INSERT OR UPDATE OF id")
    create = plpgsql(routine, "", "trigger", "RETURN NEW;")
    make = f"CREATE TRIGGER {name} {when} ON {table.name} FOR EACH ROW EXECUTE FUNCTION {routine}()"
    off, gone = f"DROP TRIGGER {name} ON {table.name}", f"DROP FUNCTION {routine}()"
    kind = world.pick("create", "create", "drop", "disable", "rename")
    if kind == "create":
        right = world.pick((off, gone), (f"{gone} CASCADE",), (off.replace("TRIGGER", "TRIGGER IF EXISTS"), gone))
        flaws = (
            ("wrong order", (gone, off)),
            ("function left", (off,)),
            ("trigger forgotten", (gone,)),
            ("wrong table", (f"DROP TRIGGER {name} ON {table.name}_x", gone)),
        )
        return Change("create trigger", (create, make), right, flaws)
    world.before(create, f"{gone} CASCADE")
    world.before(make, "SELECT 1")
    head = f"ALTER TABLE {table.name}"
    if kind == "drop":
        flaws = (("trigger not restored", ()), ("other timing", (make.replace(when, "AFTER UPDATE"),)))
        return Change("drop trigger", (off,), (make,), flaws)
    if kind == "rename":
        up, down = (
            f"ALTER TRIGGER {name} ON {table.name} RENAME TO {name}_2",
            f"ALTER TRIGGER {name}_2 ON {table.name} RENAME TO {name}",
        )
        return Change("rename trigger", (up,), (down,), (("name not restored", ()),))
    return Change(
        "disable trigger",
        (f"{head} DISABLE TRIGGER {name}",),
        (f"{head} ENABLE TRIGGER {name}",),
        (("trigger left disabled", ()), ("always enabled", (f"{head} ENABLE ALWAYS TRIGGER {name}",))),
    )


def policy(world: World) -> Change:
    flaws: Flaws
    table, name = world.fresh(), world.name("own")
    table.moved = True
    to = world.pick("", f" TO {ROLES[0]}", " TO PUBLIC")
    scope = world.pick("", " FOR SELECT", " AS RESTRICTIVE FOR UPDATE")
    head = f"ALTER TABLE {table.name}"
    create = f"CREATE POLICY {name} ON {table.name}{scope}{to} USING (id::text = current_setting('app.id'))"
    drop, on, off = (
        f"DROP POLICY {name} ON {table.name}",
        f"{head} ENABLE ROW LEVEL SECURITY",
        f"{head} DISABLE ROW LEVEL SECURITY",
    )
    if world.chance(0.6):
        force = (f"{head} FORCE ROW LEVEL SECURITY",) if world.chance(0.3) else ()
        unforce = (f"{head} NO FORCE ROW LEVEL SECURITY",) if force else ()
        flaws = (
            ("row security left", (drop,)),
            ("policy left", (*unforce, off)),
            ("wrong name", (f"DROP POLICY {name}s ON {table.name}", *unforce, off)),
        )
        return Change("create policy", (on, *force, create), (drop, *unforce, off), flaws)
    world.before(create, "SELECT 1")
    flaws = (("policy not restored", ()), ("other policy", (create.replace("app.id", "app.tenant"),)))
    if world.chance(0.5):
        return Change("drop policy", (drop,), (create,), flaws)
    alter = f"ALTER POLICY {name} ON {table.name}"
    return Change(
        "alter policy",
        (f"{alter} USING (id > 0)",),
        (f"{alter} USING (id::text = current_setting('app.id'))",),
        flaws[1:],
    )


def rule_or_statistics(world: World) -> Change:
    table = world.table("int", "text")
    number, text = world.random.choice(world.free(table, "int")), world.random.choice(world.free(table, "text"))
    table.used.update((number, text))
    name = world.name("x")
    if world.chance(0.5):
        up, down = (
            f"CREATE RULE {name} AS ON DELETE TO {table.name} DO INSTEAD NOTHING",
            f"DROP RULE {name} ON {table.name}",
        )
        return Change(
            "create rule", (up,), (down,), (("rule left", ()), ("wrong name", (f"DROP RULE {name}s ON {table.name}",)))
        )
    up, down = (
        f"CREATE STATISTICS {name} (dependencies) ON {number}, {text} FROM {table.name}",
        f"DROP STATISTICS {name}",
    )
    return Change(
        "create statistics", (up,), (down,), (("statistics left", ()), ("wrong name", (f"DROP STATISTICS {name}s",)))
    )


def data(world: World) -> Change:
    flaws: Flaws
    table = world.fresh(*COMPARED[:2], bare=True)
    table.moved = True
    column = world.column(table, *COMPARED)
    up = world.pick(
        f"UPDATE {table.name} SET {column} = 0 WHERE {column} IS NULL",
        f"INSERT INTO {table.name} (id, {column}) VALUES (1, 7) ON CONFLICT DO NOTHING",
        f"DELETE FROM {table.name} WHERE {column} < 0",
        "SELECT 'nothing to do'",
        f"INSERT INTO {table.name} (id, {column}) SELECT g, 1 FROM generate_series(1, 3) g ON CONFLICT DO NOTHING",
    )
    down = world.pick((), (f"DELETE FROM {table.name} WHERE id = 1",), ("SELECT 'nothing to undo'",))
    flaws = (
        ("wrong table", (f"DELETE FROM {table.name}_old",)),
        ("drops the column", (f"ALTER TABLE {table.name} DROP COLUMN {column}",)),
    )
    return Change("data", (up,), down, flaws)


def guarded(world: World) -> Change:
    table = world.table_name()
    there = world.chance(0.4)
    if there:
        world.before(f"CREATE TABLE {table} (id int)", f"DROP TABLE {table}")
    up = f"CREATE TABLE IF NOT EXISTS {table} (id int)"
    drop = f"DROP TABLE {world.word(whether=0.5, words='IF EXISTS')}{table}"
    if there:
        return Change("create what is there", (up,), (), (("drops what was there", (drop,)),))
    return Change(
        "temporary table and another",
        (up, f"CREATE TEMP TABLE {world.name('tmp')} (id int)"),
        (drop,),
        (("table left", ()),),
    )


CODE_CHANGES = (trigger, trigger, trigger, policy, policy, rule_or_statistics, data, guarded)
