#!/bin/sh
# Shows a bad spec refused, a good one passed and an empty one written. Run it with `make demo`.
set -eu
cd "$(dirname "$0")/.."
speclint="$PWD/.venv/bin/speclint"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

first() { # the first file that a glob names
    [ -e "$1" ] || { echo "demo: no example spec is there: $1" >&2; exit 1; }
    printf '%s\n' "$1"
}
expect() { # expect STATUS ARGUMENTS...
    wanted=$1
    shift
    printf '\n$ speclint'
    for word in "$@"; do
        case $word in *' '*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    echo
    status=0
    "$speclint" "$@" || status=$?
    [ "$status" -eq "$wanted" ] || { echo "demo: exit status $status, not $wanted" >&2; exit 1; }
    printf '(exit status %s)\n' "$status"
}

echo "A spec with faults is refused:"
expect 1 check "$(first fixtures/specs/engineering/bad/*.md)"
printf '\nA good one passes:\n'
expect 0 check "$(first fixtures/specs/engineering/good/*.md)"
printf '\nAn empty one, to be filled in:\n'
cd "$folder"
expect 0 new --type engineering --title "Rotate session tokens"
expect 0 check --severity error tech-specs
printf '\nIt begins:\n\n'
sed -n '1,32p' tech-specs/*.md
printf '…\n'
