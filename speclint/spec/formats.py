"""Formats of values: dates, durations, efforts, numbers, versions."""

from __future__ import annotations

import re

from speclint.regex import regex

_DATE = regex(r"(\d{4})-(\d{2})-(\d{2})")
_NOTE = regex(r"\s*\([^()]*\)\s*$")
_SLASH = regex(r"\s+/\s+|(?<=\d{4}-\d\d-\d\d)/")
_UNITS = (
    r"(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|sprints?|months?"
    r"|years?)"
)
_POINTS = r"(?:pts?|(?:story[ -])?points?|sp|pds?|person[ -](?:days?|hours?|weeks?))"
_COUNT = (
    r"(?:\d+(?:[.,]\d+)?|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty"
    r"|sixty|few|several)"
)
_DURATION = regex(
    rf"(?<![\w.]){_COUNT}\s*(?:-\s*)?\+?\s*{_UNITS}(?![^\W\d_])|\b(?:immediate(?:ly)?|instant(?:ly|aneous)?)\b",
    re.IGNORECASE,
)
_EFFORT = regex(rf"(?<![\w.]){_COUNT}\s*(?:-\s*)?\+?\s*(?:{_UNITS}|{_POINTS})(?![^\W\d_])", re.IGNORECASE)
_NUMBER = regex(
    r"(?:[~≈<>≤≥]|\b(?:about|approx(?:\.|imately)?|around|roughly|total|up to|at most|under|circa|ca\.)[:\s]*)*\s*\d",
    re.IGNORECASE,
)
_SEMVER = regex(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
_MONTHS = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY_MONTH = regex(
    r"(?:[a-z]+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?([a-z]{3,9})\.?,?[\s-]*(\d{4})", re.IGNORECASE
)
_MONTH_DAY = regex(r"(?:[a-z]+day,?\s+)?([a-z]{3,9})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})", re.IGNORECASE)
_YEAR_FIRST = regex(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = regex(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")

WANTED = {
    "date": "a date as YYYY-MM-DD",
    "dates": "one or two dates as YYYY-MM-DD, the second after a slash",
    "duration": "a duration, as `30 minutes`",
    "effort": "an effort in hours, days or points, as `16 hours`",
    "number": "a number or a range, as `40` or `40-60`",
    "semver": "a version of three numbers, as `1.0.0`",
}


def fits(form: str, text: str) -> bool:
    """Tell whether a value has a format; one that is not known holds any text.

    Args:
        form: One of `WANTED`.
        text: The visible text; a parenthesis after a date is a remark.
    """
    value = _NOTE.sub("", text).strip() or text.strip()
    if form == "date":
        return is_date(value)
    if form == "dates":
        return bool(dates_in(text))
    if form == "duration":
        return bool(_DURATION.search(text))
    if form == "effort":
        return bool(_EFFORT.search(text))
    if form == "number":
        return bool(_NUMBER.match(value))
    return form != "semver" or bool(_SEMVER.fullmatch(value))


def is_date(text: str) -> bool:
    """Tell whether a text is a date of the calendar, written as ISO 8601 has it (`2026-03-04`)."""
    found = _DATE.fullmatch(text)
    return found is not None and _exists(int(found[1]), int(found[2]), int(found[3]))


def dates_in(text: str) -> tuple[str, ...]:
    """Return the one date or the two of `2026-01-02 / 2026-03-04`; nothing where the text is anything else."""
    parts = tuple(_NOTE.sub("", part).strip() for part in _SLASH.split(text))
    return parts if len(parts) <= 2 and all(is_date(part) for part in parts) else ()


def iso_date(text: str) -> str | None:
    """Return the ISO form of a date that can mean one day only, or None.

    `5 Oct 2025`, `2025/10/5` and `31/12/2025` can; `03/04/2026` and any with a year of two digits can not.
    """
    value = text.strip().rstrip(".")
    for read in (_year_first, _named, _year_last):
        found = read(value)
        if found and _exists(*found):
            return f"{found[0]:04}-{found[1]:02}-{found[2]:02}"
    return None


def _year_first(text: str) -> tuple[int, int, int] | None:
    found = _YEAR_FIRST.fullmatch(text)
    if found is None:
        return None
    year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
    return int(year), int(month), int(day)


def _named(text: str) -> tuple[int, int, int] | None:
    if found := _DAY_MONTH.fullmatch(text):
        day, name, year = found.groups()
    elif found := _MONTH_DAY.fullmatch(text):
        name, day, year = found.groups()
    else:
        return None
    folded = name.casefold()
    if folded == "sept":
        folded = "sep"
    months = [number for number, month in enumerate(_MONTHS, 1) if folded in (month, month[:3])]
    return (int(year), months[0], int(day)) if months else None


def _year_last(text: str) -> tuple[int, int, int] | None:
    """Read a date whose year comes last, where the day tells itself: above twelve, or the month's own number."""
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _exists(year: int, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1] and year >= 1):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (month, day) != (2, 29) or leap
