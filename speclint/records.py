"""Named tuples whose classes cost little to make: a run makes hundreds of them and fills half."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 14):  # from 3.14 on annotations are not evaluated when a class is made
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple
    from typing import Any

    _MODEL = namedtuple("_MODEL", "field")  # lends its methods and the type of its fields
    _GETTER = type(_MODEL.field)

    class _Record(tuple):
        """What the classes share; `typing.NamedTuple` gives each its own copies."""

        __slots__ = ()
        _make = classmethod(tuple.__new__)
        _asdict = _MODEL._asdict
        __getnewargs__ = _MODEL.__getnewargs__

        def __new__(cls, *values: Any, **named: Any) -> Any:
            """Give the class a constructor of its own, which the next call finds at once, and call it."""
            owner = next(base for base in cls.__mro__ if "_fields" in base.__dict__)
            names = ", ".join(owner._fields)
            code = f"lambda _cls, {names}: _fill(_cls, ({names}{',' if names else ''}))"
            made = eval(code, {"_fill": tuple.__new__})  # noqa: S307 -- the fields' names are identifiers
            made.__defaults__ = tuple(owner._field_defaults.values())
            owner.__new__ = made
            return made(cls, *values, **named)

        def _replace(self, **changes: Any) -> Any:
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"{type(self).__name__} has no field {next(iter(changes))}")
            return made

        def __repr__(self) -> str:
            values = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(values)})"

    class _Maker(type):
        """Makes of a class statement what `typing.NamedTuple` makes of it, and its constructor when it is called."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(body.get("__annotations__", ()))
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = {field: body[field] for field in fields if field in body}
            body["__slots__"] = ()
            for place, field in enumerate(fields):
                body[field] = _GETTER(place, "")
            return type(name, (_Record, *(base for base in bases if base is not NamedTuple)), body)

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
