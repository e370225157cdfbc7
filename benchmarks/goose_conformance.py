"""Agreement with goose and PostgreSQL on a folder of judged migrations: annotations, syntax, reversibility, time."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from speclint.migrations import derivation, derive_down, goose, roundtrip, syntax_problems
from speclint.migrations.lowering import lower

Rows = list[dict[str, Any]]


def rows(folder: Path, name: str) -> Rows:
    """Read a file of one JSON object a line; none where the file is missing."""
    path = folder / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line] if path.exists() else []


def share(part: int, whole: int) -> str:
    """Return a share as a reader compares it."""
    return f"{part}/{whole} ({part / whole:.2%})" if whole else "none"


def judge_annotations(judged: Rows, *, verbose: bool) -> None:
    """Print agreement on what goose accepts, how many statements it sends, and whether in a transaction."""
    verdicts = counts = counted = transactions = 0
    start = time.perf_counter()
    for row in judged:
        parsed = goose.parse(row["source"])
        agrees = parsed.accepted == row["goose_ok"]
        verdicts += agrees
        if verbose and not agrees:
            print("  differs:", row["id"], row["goose_error"])
        if parsed.accepted and row["goose_ok"]:
            transactions += parsed.no_transaction != row["use_tx"]
            if "n_up" in row:
                counted += 1
                counts += (len(parsed.up), len(parsed.down)) == (row["n_up"], row["n_down"])
    spent = time.perf_counter() - start
    accepted = sum(row["goose_ok"] for row in judged)
    print(f"annotations: verdict {share(verdicts, len(judged))}, statement counts {share(counts, counted)}, ", end="")
    print(f"transaction {share(transactions, accepted)}; {spent / len(judged) * 1e3:.2f} ms a file")


def syntax(judged: Rows, *, verbose: bool) -> None:
    """Print agreement on what PostgreSQL's grammar accepts."""
    agreed = helped = refused = 0
    start = time.perf_counter()
    for row in judged:
        problems = syntax_problems(row["sql"])
        agrees = (not problems) == row.get("pg_ok", True)
        agreed += agrees
        refused += bool(problems)
        helped += bool(problems and problems[0].help)
        if verbose and not agrees:
            print("  differs:", row["sql"][:100].replace("\n", " "))
    spent = time.perf_counter() - start
    print(f"syntax: {share(agreed, len(judged))}; with help {share(helped, refused)}; ", end="")
    print(f"{spent / len(judged) * 1e3:.2f} ms a statement")


def libraries(judged: Rows) -> None:
    """Print how far sqlglot's trees lead, and that they say the same as PostgreSQL's."""
    from speclint.migrations.glot_lowering import lower_one

    same = led = 0
    for row in judged:
        own = lower(row["sql"], leading=False)
        led_by = lower_one(row["sql"]) if own is not None and len(own) == 1 else None
        if own is not None and led_by is not None:
            led += 1
            same += without_offsets(led_by) == without_offsets(own[0][0])
    print(f"sqlglot leads on {share(led, len(judged))} of the valid statements, ", end="")
    print(f"and says the same as postgast in {share(same, led)}")


def without_offsets(operation: Any) -> Any:
    """Return an operation as plain tuples, offsets dropped."""
    if isinstance(operation, tuple):
        fields = getattr(operation, "_fields", None)
        names = fields or range(len(operation))
        return tuple(without_offsets(v) for n, v in zip(names, operation, strict=True) if n not in {"start", "end"})
    return operation


def chains(folder: Path, migrations: dict[str, dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Return for each migration the texts of those before it."""
    path = folder / "chains.json"
    found: dict[str, tuple[str, ...]] = {}
    for ids in json.loads(path.read_text("utf-8")).values() if path.exists() else ():
        before: list[str] = []
        for name in ids:
            if name in migrations:
                found.setdefault(name, tuple(before))
                before.append(migrations[name]["source"])
    return found


def reversibility(judged: dict[str, dict[str, Any]], before: dict[str, tuple[str, ...]], *, verbose: bool) -> None:
    """Print agreement on whether Down undoes Up."""
    table: Counter[tuple[bool, bool | None]] = Counter()
    independent = 0
    start = time.perf_counter()
    considered = [row for row in judged.values() if row["reversible"] is not None]
    for row in considered:
        verdict = roundtrip(row["source"], before.get(row["id"], ()))
        table[row["reversible"], verdict.reversible] += 1
        independent += verdict.reversible is None and row.get("base_dependent") is False
        if verbose and verdict.reversible is not row["reversible"]:
            said = verdict.reason or "; ".join(d.message for d in verdict.differences[:3])
            print(f"  {row['id']}: truth {row['reversible']}, here {verdict.reversible}: {said[:160]}")
            print(f"      {str(row['diff_summary'])[:160]}")
    spent = time.perf_counter() - start
    decided = sum(count for (_, here), count in table.items() if here is not None)
    agreed = table[True, True] + table[False, False]
    truly = sum(count for (truth, _), count in table.items() if truth)
    print(
        f"reversibility {'with' if before else 'without'} chains: decided ones agree {share(agreed, decided)}, ", end=""
    )
    print(f"false alarms {share(table[True, False], truly)} of the reversible, misses {table[False, True]}, ", end="")
    print(
        f"undecided {share(len(considered) - decided, len(considered))} ({independent} independent of the base); ",
        end="",
    )
    print(f"{spent / len(considered) * 1e3:.2f} ms a migration")


def derived(judged: dict[str, dict[str, Any]], before: dict[str, tuple[str, ...]]) -> None:
    """Print for how many missing or empty Downs one can be derived, and why not for the others."""
    told: Counter[str] = Counter()
    for row in judged.values():
        if not row["goose_ok"] or row.get("dialect", "postgres") != "postgres":
            continue
        if not any(statement.text for statement in goose.parse(row["source"]).down):
            found = derivation(row["source"], before.get(row["id"], ()))
            said = "derived" if found.sql is not None and not found.lacking else "nothing to undo"
            told[" ".join(found.lacking[0].split()[:3]) + " …" if found.lacking else said] += 1
    print(f"missing or empty Downs {'with' if before else 'without'} chains: ", end="")
    print("; ".join(f"{said} {count}" for said, count in told.most_common()))


def growth() -> None:
    """Print the time of a migration of many statements, which has to grow with their number."""
    for count in (1000, 5000):
        up = "".join(
            f"CREATE TABLE t{n} (id int PRIMARY KEY, a text);\nCREATE INDEX i{n} ON t{n} (a);\n" for n in range(count)
        )
        down = "".join(f"DROP TABLE t{n};\n" for n in reversed(range(count)))
        start = time.perf_counter()
        verdict = roundtrip(f"-- +goose Up\n{up}-- +goose Down\n{down}").reversible
        judged = time.perf_counter() - start
        start = time.perf_counter()
        undone = derive_down(f"-- +goose Up\n{up}")
        spent = time.perf_counter() - start
        print(f"{3 * count} statements: {judged:.2f} s, reversible: {verdict}; ", end="")
        print(f"Down of {len((undone or '').splitlines())} lines derived in {spent:.2f} s")


def main() -> None:
    """Run over the folder given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="holds migrations.jsonl, chains.json, statements.jsonl and the mutants"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="print each disagreement")
    options = parser.parse_args()
    folder: Path = options.folder
    migrations = {row["id"]: row for row in rows(folder, "migrations.jsonl")}
    judge_annotations([*rows(folder, "annotation_mutants.jsonl"), *migrations.values()], verbose=options.verbose)
    statements = rows(folder, "statements.jsonl")
    syntax([*statements, *rows(folder, "sql_mutants.jsonl")], verbose=options.verbose)
    libraries(statements)
    reversibility(migrations, {}, verbose=options.verbose)
    reversibility(migrations, chains(folder, migrations), verbose=options.verbose)
    derived(migrations, {})
    derived(migrations, chains(folder, migrations))
    growth()


if __name__ == "__main__":
    main()
