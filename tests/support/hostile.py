"""A tree in which every text is an attack: no door has seen it, the pages have to hold alone."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from brandpilot.course import Course, Event
from brandpilot.findings import Finding
from brandpilot.load import Document, load
from brandpilot.records import Dossier, Notice, Record, Register
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
