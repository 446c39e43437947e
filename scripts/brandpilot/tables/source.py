"""What the tables are made from, and how records stand after what amended them."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from brandpilot.calls import effective_calls
from brandpilot.changes import Change
from brandpilot.codelists import Codelist
from brandpilot.findings import Json
from brandpilot.layout import path_in_dossier
from brandpilot.records import Dossier, Record, Register
from brandpilot.schema import Form

APPLICATION, REPORT = "application", "annual-report"
_CORRECTION, _REVISION = "correction", "plan-revision"


@dataclass(frozen=True)
class Source:
    """Content of an edition: what is published, the forms, the codes, the day, the changes in Git.

    Nothing in `register` is dated later than `as_of`.
    """

    register: Register
    forms: Mapping[str, Form]
    codelists: Mapping[str, Codelist]
    as_of: date
    changes: Sequence[Change] = ()

    @cached_property
    def calls(self) -> Mapping[str, Mapping[str, Json]]:
        """The settings of every call that counts, by notice id."""
        return effective_calls(self.register.notice_data)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The Chinese title of every form, by its name."""
        return {name: str(form.schema["title"]) for name, form in self.forms.items()}

    def forms_of(self, kind: str) -> tuple[Form, ...]:
        """Give the forms of a kind of record, the newest version first."""
        return tuple(
            form for _, form in sorted(self.forms.items(), reverse=True) if form.kind == kind
        )

    @cached_property
    def amended(self) -> Mapping[str, Mapping[str, Json]]:
        """The content of every counting record of a dossier, as corrected and revised so far, by path."""
        return {
            path: data
            for dossier in self.register.dossiers
            for path, data in _as_amended(dossier).items()
        }

    def each(self, *kinds: str) -> Iterator[tuple[Record, Mapping[str, Json]]]:
        """Yield the records of some kinds that count, dossier by dossier, as amended so far."""
        for dossier in self.register.dossiers:
            for record in dossier.counting:
                if record.kind in kinds:
                    yield record, self.amended[record.path]

    def last(self, dossier: Dossier, kind: str) -> Mapping[str, Json] | None:
        """Give the content of a dossier's last record of a kind, as amended so far."""
        records = dossier.of_kind(kind)
        return self.amended[records[-1].path] if records else None


def amendments(dossier: Dossier) -> Iterator[tuple[Record, str]]:
    """Yield corrections and revised plans that count, oldest first, with the path of what each amends.

    A plan is that of the last application before its revision; '' where there is none.
    """
    filings = [record for record in dossier.of_kind(APPLICATION) if record.date]
    days = [record.date or "" for record in filings]
    for record in dossier.counting:
        if record.kind == _CORRECTION:
            yield record, path_in_dossier(dossier.id, str(record.get("record")))
        elif record.kind == _REVISION:
            at = bisect_right(days, record.date or "")
            yield record, filings[at - 1].path if at else ""


def _as_amended(dossier: Dossier) -> dict[str, Mapping[str, Json]]:
    content: dict[str, Mapping[str, Json]] = {
        record.path: record.data for record in dossier.counting
    }
    copied = set[str]()
    for amendment, path in amendments(dossier):
        if path not in content:
            continue
        if path not in copied:
            copied.add(path)
            content[path] = deepcopy(dict(content[path]))
        for change in amendment.data["changes"]:
            _put(content[path], change["pointer"].split("/")[1:], change["new"])
    return content


def _put(data: Json, way: Sequence[str], value: Json) -> None:
    """Put a value where a pointer leads; one that leads nowhere was told by a finding (X206)."""
    for part in way[:-1]:
        data = _step(data, part)
    part = way[-1]
    if isinstance(data, list) and part.isdecimal() and int(part) < len(data):
        data[int(part)] = value
    elif isinstance(data, dict):
        data[part] = value


def _step(data: Json, part: str) -> Json:
    if isinstance(data, list):
        return data[int(part)] if part.isdecimal() and int(part) < len(data) else None
    return data.get(part) if isinstance(data, Mapping) else None
