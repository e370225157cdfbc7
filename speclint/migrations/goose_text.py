"""What each of goose's conditions is called when a reader is told of it."""

from __future__ import annotations

from typing import Final

# Each condition: the message (with {name} for the annotation) and the help.
CONDITIONS: Final[dict[str, tuple[str, str]]] = {
    "leading-whitespace": ("the goose annotation {name} is indented", "start the line with `--`"),
    "repeated-mark": ("the line holds more than one `+goose`", "put each annotation on a line of its own"),
    "empty-mark": ("the goose annotation has no name", "write `-- +goose Up`, `-- +goose Down` or another annotation"),
    "unknown-mark": (
        "goose knows no annotation {name}",
        "write `-- +goose` and one of Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, and nothing after it",
    ),
    "unseen-mark": ("goose does not see {name} as an annotation", "write it as `-- +goose`, in lower case"),
    "duplicate-up": ("`-- +goose Up` stands a second time", "keep one Up"),
    "down-before-up": ("`-- +goose Down` stands before any Up", "put `-- +goose Up` and its statements first"),
    "duplicate-down": ("`-- +goose Down` stands a second time", "keep one Down"),
    "down-inside-begin": (
        "`-- +goose Down` stands inside an open StatementBegin",
        "close the statement with `-- +goose StatementEnd` first",
    ),
    "begin-before-up": ("`-- +goose StatementBegin` stands before any Up", "put `-- +goose Up` above it"),
    "nested-begin": (
        "`-- +goose StatementBegin` stands inside an open StatementBegin",
        "close the first one with `-- +goose StatementEnd`",
    ),
    "end-without-begin": (
        "`-- +goose StatementEnd` closes no StatementBegin",
        "put `-- +goose StatementBegin` before the statement, or remove the end",
    ),
    "sql-before-up": ("the statement stands before any Up annotation", "put `-- +goose Up` above it"),
    "no-up": ("the migration has no `-- +goose Up`", "start it with `-- +goose Up`"),
    "unended-begin": (
        "the StatementBegin is never closed",
        "put `-- +goose StatementEnd` after the statement",
    ),
    "unfinished-statement": ("the statement does not end with a semicolon", "end its last line with `;`"),
    "substitution": (
        "goose cannot substitute the variables of the line: {name}",
        "write `${{NAME}}`, or `$$` for a dollar",
    ),
    "long-line": ("the line is longer than the 4 MiB that goose reads", "break the line"),
    "refused": ("goose refuses the migration at this line", "follow goose's annotation grammar"),
    "up-empty": ("the Up section has no statement", "write the statements that make the change"),
    "down-missing": ("the migration has no `-- +goose Down`", "add `-- +goose Down` and the statements that undo Up"),
    "down-empty": ("the Down section has no statement", "write the statements that undo Up"),
    "concurrently-in-transaction": (
        "{name} runs inside goose's transaction, where PostgreSQL refuses it",
        "add `-- +goose NO TRANSACTION` at the top of the migration",
    ),
    "non-transactional": (
        "{name} cannot run inside goose's transaction",
        "add `-- +goose NO TRANSACTION` at the top of the migration",
    ),
    "concurrently-not-alone": (
        "{name} shares a statement block with other SQL, which PostgreSQL runs as one transaction",
        "give it a statement of its own",
    ),
    "cut-body": (
        "goose cuts the {name} body at its inner semicolons",
        "wrap the statement in `-- +goose StatementBegin` and `-- +goose StatementEnd`",
    ),
    "hidden-semicolon": (
        "goose does not see the semicolon before the comment, so the statement runs on",
        "write the comment as ` -- …`, or on a line of its own",
    ),
}


def wording(condition: str, name: str = "") -> tuple[str, str]:
    """Return the message and the help of a condition, with the name of the thing filled in."""
    message, cure = CONDITIONS[condition]
    return message.replace("{name}", name), cure.replace("{{", "{").replace("}}", "}")
