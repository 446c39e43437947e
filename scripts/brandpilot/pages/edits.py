"""What changed in a dossier, commit by commit, ready for its page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby

from brandpilot.evaluate import Computed
from brandpilot.pages.edition import Edition
from brandpilot.pages.marks import chinese_day
from brandpilot.tables import Row, rows_of

_MOST_ROWS = 100
"""Of one commit in one dossier; the rest is in the table."""
_SHANGHAI = timezone(timedelta(hours=8))
_WHOLE = {"added": "新增文件", "changed": "改动，内容读不出来", "removed": "删除文件"}


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its day, who proposed it and which office decided, '' where nobody knows."""

    hash: str
    day: str
    login: str
    authority: str
    rows: tuple[Mapping[str, str], ...]
    more: int


def edits(computed: Computed, edition: Edition) -> Mapping[str, tuple[Commit, ...]]:
    """Give the commits that changed each dossier, the newest first."""
    rows = sorted(rows_of(computed.frames["changes"]), key=lambda row: str(row["dossier_id"]))
    return {
        dossier: tuple(_commits(list(own), edition))
        for dossier, own in groupby(rows, key=lambda row: str(row["dossier_id"]))
    }


def _commits(rows: Sequence[Row], edition: Edition) -> Iterator[Commit]:
    ordered = sorted(rows, key=_when, reverse=True)
    for (at, hash_), group in groupby(ordered, key=_when):
        own = sorted(group, key=lambda row: (str(row["path"]), int(str(row["number"]))))
        moment = datetime.fromisoformat(at).astimezone(_SHANGHAI)
        names = edition.codelists["authorities"].names
        who = next((row for row in own if row["by_login"] or row["by_authority_id"]), own[0])
        authority = str(who["by_authority_id"] or "")
        yield Commit(
            hash_,
            f"{chinese_day(moment.date().isoformat())} {moment:%H:%M}",
            str(who["by_login"] or ""),
            names.get(authority, authority),
            tuple(_told(row) for row in own[:_MOST_ROWS]),
            max(len(own) - _MOST_ROWS, 0),
        )


def _when(row: Row) -> tuple[str, str]:
    return str(row["at"]), str(row["commit"])


def _told(row: Row) -> Mapping[str, str]:
    box = str(row["field"] or row["pointer"] or _WHOLE[str(row["change_code"])])
    file = str(row["path"]).rpartition("/")[2]
    return {"file": file, "box": box, "old": str(row["old"] or ""), "new": str(row["new"] or "")}
