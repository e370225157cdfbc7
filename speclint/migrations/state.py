"""A schema held in memory: objects by key, what belongs to what, what depends on what."""

from __future__ import annotations

from typing import Any

from speclint.migrations.definitions import Name
from speclint.migrations.objects import PART_KINDS, UNKNOWN, Entry, Fault, Key, Place, Thing, Written, describe


class Schema:
    """The state; `epoch` grows with each fork, so that a fork copies only what it changes."""

    def __init__(self) -> None:
        self.things: dict[Key, Thing] = {}
        self.parts: dict[Key, dict[Key, None]] = {}
        self.users: dict[Key, dict[Key, None]] = {}
        self.decided: set[Key] = set()
        self.maybe: set[Key] = set()
        self.base: dict[Key, Thing] | None = None
        self.open = True
        self.assumed = 0
        self.epoch = 0
        self.path: tuple[str, ...] = ("public",)
        self.session: tuple[str, ...] = self.path
        self.place = Place()
        self.recent_indexes: dict[Key, None] = {}
        self.dropped_on: set[Key] = set()
        self.gone: dict[Key, Place] = {}
        self.taken: dict[Key, Key] = {}
        self.soft: dict[Key, tuple[str, Place]] = {}
        self.guarded = False
        self.rooted = False
        self.cascaded = False
        self.renamed: dict[Key, Key] = {}
        self.statement = Written("", 0, 0)
        self.journal: list[Entry] | None = None
        self.guesses: dict[str, None] = {}
        self.leaky = False

    def fork(self) -> Schema:
        """Return a state that can go on by itself, with this one as what it is compared with."""
        other = Schema()
        other.things = dict(self.things)
        other.parts = {key: dict(value) for key, value in self.parts.items()}
        other.users = {key: dict(value) for key, value in self.users.items()}
        other.decided = set(self.decided)
        other.open = self.open
        other.assumed = self.assumed
        other.epoch = self.epoch + 1
        other.path = self.path
        other.session = self.session
        other.leaky = self.leaky
        return other

    def get(self, key: Key) -> Thing | None:
        """Return the object, or None when there is none (or none is known)."""
        return self.things.get(key)

    def absent(self, key: Key) -> bool:
        """Tell whether it is known that there is no such object."""
        if key in self.things:
            return False
        if key in self.decided or not self.open:
            return True
        if key[0] in PART_KINDS:
            table = ("relation", key[1], key[2])
            owner = self.things.get(table)
            return self.absent(table) if owner is None else owner.known
        return False

    def edit(self, key: Key) -> Thing:
        """Return the object to change it."""
        thing = self.things[key]
        if thing.epoch != self.epoch:
            thing = thing.copy(self.epoch)
            self.things[key] = thing
        return thing

    def set_fact(self, key: Key, fact: str, value: Any) -> None:
        """Set one fact of an object, from here on made by the present statement."""
        thing = self.edit(key)
        if self.journal is not None:
            old = thing.facts.get(fact, None if thing.known else UNKNOWN)
            wording = thing.written.get(fact) or thing.written.get("column") or thing.written.get("statement")
            self.journal.append(Entry("set", key, thing, fact, old, value, wording, self._is_new(thing)))
        thing.facts[fact] = value
        thing.changed[fact] = self.place
        for kept in ("statement", fact):
            thing.written.pop(kept, None)

    def _is_new(self, thing: Thing | None) -> bool:
        """Tell whether an object or one that owns it was made by the Up that is being read."""
        while thing is not None:
            if thing.known and thing.made.phase == "up":
                return True
            thing = self.things.get(thing.owner) if thing.owner is not None else None
        return False

    def add(self, key: Key, thing: Thing) -> None:
        """Put a new object in; what it needs and what owns it are indexed."""
        thing.epoch = self.epoch
        thing.made = self.place
        thing.written.setdefault("statement", self.statement)
        if self.journal is not None:
            owner = self.things.get(thing.owner) if thing.owner is not None else None
            self.journal.append(Entry("add", key, thing, inside=self._is_new(owner)))
        self.decided.add(key)
        self._link(key, thing)

    def _link(self, key: Key, thing: Thing) -> None:
        self.things[key] = thing
        if thing.owner is not None:
            self.parts.setdefault(thing.owner, {})[key] = None
        for needed in thing.needs:
            self.users.setdefault(needed, {})[key] = None

    def need(self, key: Key, needed: Key, role: str) -> None:
        """Note that an object depends on another."""
        self.edit(key).needs[needed] = role
        self.users.setdefault(needed, {})[key] = None

    def unneed(self, key: Key, role: str) -> None:
        """Forget the dependences of one role."""
        thing = self.edit(key)
        for needed in [n for n, r in thing.needs.items() if r == role]:
            del thing.needs[needed]
            self.users.get(needed, {}).pop(key, None)

    def assume(self, key: Key, kind: str, facts: dict[str, Any] | None = None) -> Thing:
        """Put in an object that must have been there before, and in the base as well."""
        owner: Key | None = ("relation", key[1], key[2]) if key[0] in PART_KINDS else None
        thing = Thing(kind, facts or {}, owner, known=False, epoch=-1)
        self.decided.add(key)
        self.assumed += 1
        self._link(key, thing)
        if self.base is not None:
            self.base[self._before(key)] = thing
        return thing

    def _before(self, key: Key) -> Key:
        """Return the key that a part had before its table was renamed."""
        former = self.renamed.get(("relation", key[1], key[2])) if key[0] in PART_KINDS else None
        return key if former is None else (key[0], *former[1:3], *key[3:])

    def closure(self, key: Key) -> dict[Key, None]:
        """Return an object and all that goes with it, the object first."""
        found: dict[Key, None] = {key: None}
        stack = [key]
        while stack:
            for part in self.parts.get(stack.pop(), ()):
                if part not in found:
                    found[part] = None
                    stack.append(part)
        return found

    def blockers(self, key: Key) -> list[Key]:
        """Return the objects outside that depend on an object or its parts."""
        inside = self.closure(key)
        found: dict[Key, None] = {}
        for part in inside:
            for user in self.users.get(part, ()):
                if user not in inside and user in self.things:
                    found.setdefault(user)
        return list(found)

    def drop(self, keys: list[Key], *, cascade: bool = False) -> None:
        """Drop objects together, with their parts.

        Raises:
            Fault: When others depend on one of them and `cascade` is not given; they are dropped all the same, so that
                what follows is judged by itself.
        """
        inside = {part: None for key in keys for part in self.closure(key)}
        blockers = [(k, b) for k in keys for b in self.blockers(k) if b not in inside]
        first = blockers[0] if blockers else None
        kinds = None if first is None else (self.kind(first[0]), self.kind(first[1]))
        if cascade:
            self._cascade(inside, [blocker for _, blocker in blockers])
        for key in keys:
            self._remove(key)
        if first is not None and kinds is not None and not cascade:
            used, user = describe(first[0], kinds[0]), describe(first[1], kinds[1])
            raise Fault(f"{used} is still used by {user}", tuple(b for _, b in blockers), first[0])

    def kind(self, key: Key) -> str:
        """Return the kind of the object at a key, or the key's own where there is none."""
        thing = self.things.get(key)
        return key[0] if thing is None else thing.kind

    def _cascade(self, inside: dict[Key, None], blockers: list[Key]) -> None:
        for blocker in blockers:
            thing = self.things.get(blocker)
            if thing is None:
                continue
            roles = {role for needed, role in thing.needs.items() if needed in inside}
            if roles == {"default"}:
                self.set_fact(blocker, "default", None)
                self.unneed(blocker, "default")
            else:
                self.drop([blocker], cascade=True)

    def _remove(self, key: Key) -> None:
        for part in reversed(list(self.closure(key))):
            thing = self.things.pop(part, None)
            self.decided.add(part)
            self.gone[part] = self.place
            self.parts.pop(part, None)
            if part != key:
                self.taken[part] = key
            else:
                self.taken.pop(part, None)
            for user in self.users.pop(part, {}):
                if user in self.things:
                    self.edit(user).needs.pop(part, None)
            if thing is None:
                continue
            if self.journal is not None:
                self.journal.append(Entry("remove", part, thing, inside=part != key))
            if thing.owner is not None and thing.owner in self.parts:
                self.parts[thing.owner].pop(part, None)
            if part[0] in PART_KINDS:
                self.dropped_on.add(("relation", part[1], part[2]))
            elif thing.owner is not None:
                self.dropped_on.add(thing.owner)
            for needed in thing.needs:
                self.users.get(needed, {}).pop(part, None)

    def rekey(self, moved: dict[Key, Key]) -> None:
        """Rename objects; their parts and all who refer to them follow."""
        things = {old: self.edit(old) for old in moved if old in self.things}
        for old in things:
            del self.things[old]
            self.decided.add(old)
            self.gone[old] = self.place
        for old, thing in things.items():
            self._put_back(moved[old], thing, moved)
        for index in (self.parts, self.users):
            taken = {moved[old]: index.pop(old) for old in moved if old in index}
            index.update(taken)
        for old, new in moved.items():
            if old in things:
                self._point_here(old, new, things[old], moved)

    def _put_back(self, new: Key, thing: Thing, moved: dict[Key, Key]) -> None:
        self.decided.add(new)
        self.things[new] = thing
        if thing.owner is not None:
            thing.owner = moved.get(thing.owner, thing.owner)
        thing.written.pop("statement", None)
        thing.needs = {moved.get(needed, needed): role for needed, role in thing.needs.items()}

    def _point_here(self, old: Key, new: Key, thing: Thing, moved: dict[Key, Key]) -> None:
        """Let the owner's list, the lists of what is needed, the parts and the users name the new key."""
        for holder in [self.parts[thing.owner]] if thing.owner in self.parts else []:
            if holder.pop(old, 0) is None:
                holder[new] = None
        for needed in thing.needs:
            users = self.users.get(needed, {})
            if users.pop(old, 0) is None:
                users[new] = None
        for part in self.parts.get(new, {}):
            if part in self.things and self.things[part].owner == old:
                self.edit(part).owner = new
            if part in self.things and part[0] != "column":
                self.edit(part).written.pop("statement", None)
        for user in self.users.get(new, {}):
            found = self.things.get(moved.get(user, user))
            if found is not None and old in found.needs:
                self.edit(moved.get(user, user)).written.pop("statement", None)
                needs = self.edit(moved.get(user, user)).needs
                needs[new] = needs.pop(old)

    def creation_schema(self, name: Name) -> str:
        """Return the schema that a new object of this name goes to."""
        if name.schema is not None:
            return name.schema
        return next((s for s in self.path if s not in {"$user", "pg_catalog"} and s), "public")

    def resolve(self, space: str, name: Name) -> Key:
        """Return the key of an object by the search path: the first that is there, else where a new one would go."""
        if name.schema is not None:
            return (space, name.schema, name.name)
        for schema in ("pg_temp", *self.path):
            key = (space, schema, name.name)
            if key in self.things:
                return key
        # What was never read cannot stand in a schema that is new.
        old = [s for s in self.path if s not in {"$user", "pg_catalog", ""} and not self._made_since(("schema", s))]
        return (space, old[0] if old else self.creation_schema(name), name.name)

    def _made_since(self, key: Key) -> bool:
        thing = self.things.get(key)
        return thing is not None and thing.known and thing.made.phase != "base"

    def elsewhere(self, name: Name) -> Key | None:
        """Return the one relation of this name outside the search path: the connection may set another path."""
        found = [k for k in self.things if k[0] == "relation" and k[2] == name.name and k[1] != "pg_temp"]
        return found[0] if len(found) == 1 else None
