"""A value of a document that is known to have the right shape, with the way to it and its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from spr.errors import Place, Pointer
from spr.loading.yaml12 import Data, Document


@dataclass(frozen=True)
class Node:
    """
    One value of a document.

    The schema has been held against the document before, and what does not fit it is in `unusable`: a node
    answers as if it were not there, or with what stands in `blank`. Asking for what the schema does not
    allow is a fault of this program, and raises `TypeError` or `KeyError`.
    """

    document: Document
    data: Data
    pointer: Pointer = ()
    unusable: frozenset[Pointer] = frozenset()
    blank: "Node | None" = None

    def __getitem__(self, key: str) -> "Node":
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str) -> "Node | None":
        """The value of a key, or None if it is not there."""
        if not isinstance(self.data, dict):
            raise TypeError(self.pointer)
        found = self._inside(key, self.data[key]) if key in self.data else None
        return self.blank.get(key) if self.blank and not found else found

    def items(self, key: str) -> list["Node"]:
        """The items of the list that a key has; none if it is not there."""
        listed = self.get(key)
        if listed is None:
            return []
        if not isinstance(listed.data, list):
            raise TypeError(listed.pointer)
        steps = ((item, (*listed.pointer, index)) for index, item in enumerate(listed.data))
        return [
            Node(self.document, item, pointer, self.unusable)
            for item, pointer in steps
            if pointer not in self.unusable
        ]

    def fields(self) -> Iterator[tuple[str, "Node"]]:
        """The keys of a mapping with their values, in the order of the file."""
        if not isinstance(self.data, dict):
            raise TypeError(self.pointer)
        for key, value in self.data.items():
            node = self._inside(key, value)
            if node:
                yield key, node

    def _inside(self, step: str, data: Data) -> "Node | None":
        pointer = (*self.pointer, step)
        return None if pointer in self.unusable else Node(self.document, data, pointer, self.unusable)

    @property
    def text(self) -> str:
        """A scalar as it was written, without the white space around it; a whole number in plain digits."""
        is_number = isinstance(self.data, int | float) and not isinstance(self.data, bool)
        if is_number and self.number == int(self.number):
            return str(int(self.number))
        raw = self.document.raw(self.pointer)
        if raw is None:
            raise TypeError(self.pointer)
        return raw.strip()

    @property
    def number(self) -> float:
        """A number; whole ones stay whole."""
        if isinstance(self.data, bool) or not isinstance(self.data, int | float):
            raise TypeError(self.pointer)
        return self.data

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.data, list)

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.data, dict)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.document.place(self.pointer)

    def text_of(self, key: str) -> str | None:
        """The text of a key, or None if it is not there."""
        found = self.get(key)
        return None if found is None else found.text

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the list that a key has; none if it is not there."""
        return tuple(item.text for item in self.items(key))

    def is_true(self, key: str) -> bool:
        """Whether a key says `true`."""
        found = self.get(key)
        return found is not None and found.data is True
