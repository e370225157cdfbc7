"""What a migration's path says: whether it is the template's still, and whether it begins with a moment in time."""

from __future__ import annotations

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_template_path(path: str) -> bool:
    """Tell whether a path is still the template's (`migrations/[YYYYMMDDHHMMSS]_[description].sql`), or is empty."""
    return not path or any(sign in path for sign in "[]<>{}") or "YYYY" in path


def is_timestamp(version: str) -> bool:
    """Tell whether a version is a moment written as YYYYMMDDHHMMSS, from 1970 on."""
    if len(version) != 14 or not (version.isascii() and version.isdigit()):
        return False
    year, month, day = int(version[:4]), int(version[4:6]), int(version[6:8])
    hour, minute, second = int(version[8:10]), int(version[10:12]), int(version[12:])
    if not (year >= 1970 and 1 <= month <= 12 and hour < 24 and minute < 60 and second < 60):
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + leap
