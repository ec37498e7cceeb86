"""The values that are found in a document, and where each was read. Knows the metadata record."""

from dataclasses import dataclass, field, replace

from retriever.dates import PrintedDate
from retriever.records import Metadata


@dataclass(slots=True)
class Found:
    """Values as they are found; of two values of one field the first stays."""

    values: dict[str, object] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    precisions: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, origin: str) -> None:
        """Keep a value that is known."""
        if value and name not in self.values:
            self.values[name] = value
            self.origins[name] = origin

    def put_date(self, name: str, printed: PrintedDate | None, origin: str) -> None:
        """Keep a date as far as it is printed."""
        if printed is not None and name not in self.values:
            self.put(name, printed.day, origin)
            if printed.precision:
                self.precisions[name] = printed.precision

    def text(self, name: str) -> str:
        """Return a text that was found, or ""."""
        return str(self.values.get(name, ""))

    def metadata(self) -> Metadata:
        """Return the record; title and type must have been found."""
        values = dict(self.values)
        metadata = Metadata(
            title=str(values.pop("title")),
            doc_type=str(values.pop("doc_type")),
            origins=tuple(self.origins.items()),
            precisions=tuple(self.precisions.items()),
        )
        return replace(metadata, **values)  # type: ignore[arg-type]
