"""A Go struct beside the TypeScript type of its name, member by member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.conversion import Judge
from speclint.contracts.generate import typescript_type
from speclint.contracts.mismatch import Mismatch
from speclint.contracts.optionality import go_optional, ts_optional
from speclint.contracts.spelling import fold, nearest
from speclint.contracts.ts_model import TsAlias, TsFunctionType, TsInterface, TsIntersection, TsObject
from speclint.contracts.type_text import show_go, show_ts

if TYPE_CHECKING:
    from speclint.contracts.declarations import Declarations, Place, TsDeclared
    from speclint.contracts.go_model import GoField, GoStruct
    from speclint.contracts.ts_model import TsMember

_ONE_CAUSE = 3


class Twins:
    """A struct and a type of one name.

    Args:
        known: What the document declares.
        go_place: The struct.
        ts_place: The type.
    """

    def __init__(self, known: Declarations, go_place: Place[GoStruct], ts_place: Place[TsDeclared]) -> None:
        self.known = known
        self.go_place = go_place
        self.ts_place = ts_place
        self.struct = go_place.declaration
        self.type = ts_place.declaration
        self.go_shape = known.go_shape(self.struct)
        self.ts_shape = known.ts_shape(self.type)
        type_params = self.type.type_params if isinstance(self.type, TsInterface | TsAlias) else ()
        self.judge = Judge(known, frozenset((*self.struct.type_params, *type_params)))

    @property
    def comparable(self) -> bool:
        """Whether both sides are objects that could be read, and the struct is meant for JSON by a tag."""
        broken = self.struct.broken or (isinstance(self.type, TsInterface | TsAlias) and self.type.broken)
        tagged = any(field.has_json_tag for field in self.go_shape.fields)
        return self.ts_shape is not None and not broken and tagged and self.struct.name not in self.known.marshalled

    def mismatches(self) -> list[Mismatch]:
        """List the mismatches, one a cause, in the order of the Go fields."""
        if self.ts_shape is None:
            return []
        members = {member.name: member for member in self.ts_shape.members}
        matched: list[tuple[GoField, TsMember]] = []
        lone: list[GoField] = []
        for field in self.go_shape.fields:
            if field.json_name is None or not field.exported:
                continue
            name = self._member_name(field, members)
            if name is not None:
                matched.append((field, members.pop(name)))
            elif field.has_json_tag:
                lone.append(field)
        extra = [member for member in members.values() if not isinstance(member.type, TsFunctionType)]
        closed = not self.go_shape.open and not self.ts_shape.open
        if closed and not matched and min(len(lone), len(extra)) >= _ONE_CAUSE and not _alike(lone, extra):
            return [self._strangers()]
        found = [mismatch for field, member in matched if (mismatch := self._judge(field, member)) is not None]
        if closed:
            found += self._renamed(lone, extra)
        if not self.ts_shape.open:
            found += [self._missing_in_ts(field) for field in lone]
        if not self.go_shape.open:
            found += [self._missing_in_go(member) for member in extra]
        return sorted(found, key=lambda mismatch: (mismatch.go_span, mismatch.ts_span))

    def _member_name(self, field: GoField, members: dict[str, TsMember]) -> str | None:
        if field.json_name in members:
            return field.json_name
        if field.has_json_tag:
            return None
        return next((name for name in members if fold(name) == fold(field.name)), None)

    def _renamed(self, lone: list[GoField], extra: list[TsMember]) -> list[Mismatch]:
        """Take the fields and members that differ in spelling only out of both lists."""
        pairs: list[tuple[GoField, TsMember]] = []
        for field in list(lone):
            name = nearest(field.json_name or "", [member.name for member in extra])
            if name is None:
                continue
            member = next(member for member in extra if member.name == name)
            pairs.append((field, member))
            lone.remove(field)
            extra.remove(member)
        if len(pairs) >= _ONE_CAUSE and all(
            fold(field.json_name or "") == fold(member.name) for field, member in pairs
        ):
            field, member = pairs[0]
            message = (
                f"{len(pairs)} json names of {self.struct.name} are spelled otherwise in TypeScript: "
                f"{field.json_name} is {member.name}"
            )
            return [self._mismatch("renamed", field, member, message, "spell both the same way")]
        return [self._rename(field, member) for field, member in pairs]

    def _rename(self, field: GoField, member: TsMember) -> Mismatch:
        message = f"json name {field.json_name} has no member in {self._type_words()}"
        return self._mismatch("renamed", field, member, message, f"`{member.name}`, did you mean `{field.json_name}`?")

    def _missing_in_ts(self, field: GoField) -> Mismatch:
        message = f"json name {field.json_name} has no member in {self._type_words()}"
        optional = "?" if go_optional(field, self.judge) else ""
        help_text = f"add `{field.json_name}{optional}: {typescript_type(field, self.known)};`"
        return self._mismatch("missing-in-ts", field, None, message, help_text)

    def _missing_in_go(self, member: TsMember) -> Mismatch:
        message = f"member {member.name} of {self._type_words()} has no field in struct {self.struct.name}"
        help_text = f'add a field with `json:"{member.name}"`, or remove the member'
        return self._mismatch("missing-in-go", None, member, message, help_text)

    def _strangers(self) -> Mismatch:
        message = f"struct {self.struct.name} and {self._type_words()} have no member in common"
        return self._mismatch("missing-in-ts", None, None, message, "name them apart, or give them the same members")

    def _judge(self, field: GoField, member: TsMember) -> Mismatch | None:
        if not member.typed:
            return None
        if self.judge.clash(field.type, member.type, as_string="string" in field.json_options):
            message = (
                f"{member.name} is {show_go(field.type)} in struct {self.struct.name} and {show_ts(member.type)} "
                f"in {self._type_words()}"
            )
            help_text = f"write `{typescript_type(field, self.known)}`"
            return self._mismatch("type", field, member, message, help_text)
        in_go, in_ts = go_optional(field, self.judge), ts_optional(member, field, self.judge)
        if in_go is None or in_ts is None or in_go == in_ts:
            return None
        words = ("optional", "required") if in_go else ("required", "optional")
        message = f"{member.name} is {words[0]} in struct {self.struct.name} and {words[1]} in {self._type_words()}"
        help_text = (
            f"write `{member.name}?`, or drop the pointer or `omitempty`"
            if in_go
            else f"drop what makes `{member.name}` optional, or use a pointer or `omitempty`"
        )
        return self._mismatch("optionality", field, member, message, help_text)

    def _type_words(self) -> str:
        return f"{'interface' if isinstance(self.type, TsInterface) else 'type'} {self.type.name}"

    def _mismatch(
        self, kind: str, field: GoField | None, member: TsMember | None, message: str, help_text: str
    ) -> Mismatch:
        is_own = field is not None and any(field is own for own in self.struct.fields)
        go_span = field.name_span if field is not None and is_own else self.struct.name_span
        ts_span = member.name_span if member is not None and self._owns(member) else self.type.name_span
        return Mismatch(
            kind, self.struct.name, go_span, self.go_place.file, ts_span, self.ts_place.file, message, help_text
        )

    def _owns(self, member: TsMember) -> bool:
        # By identity, since the spans of another fence may coincide.
        if isinstance(self.type, TsInterface):
            return any(member is own for own in self.type.members)
        type_ = self.type.type if isinstance(self.type, TsAlias) else None
        parts = type_.members if isinstance(type_, TsIntersection) else (type_,)
        return any(member is own for part in parts if isinstance(part, TsObject) for own in part.members)


def _alike(lone: list[GoField], extra: list[TsMember]) -> bool:
    names = [member.name for member in extra]
    return any(nearest(field.json_name or "", names) is not None for field in lone)
