"""Mistakes in the real roster, which names nobody yet: people are put in, one mistake each."""

from collections.abc import Iterator
from pathlib import Path

from support.amend import amend, line_of
from support.planting import Earned, Plant, Planting

KIND = "reviewers"
HOME = "/authorities/0"


def people(*rows: tuple[str, int], key: str = "reviewers", **changes: str) -> str:
    """Write a list of accounts as the roster does."""
    lines = [f"    {key}:"]
    for login, id_ in rows:
        told = {"from": "2026-01-01", "until": "null", "acting": "false", **changes}
        if key == "desks":
            told = {
                **{k: v for k, v in told.items() if k != "acting"},
                "office": "示例市工业和信息化局",
            }
        lines += [f"      - login: {login}", f"        id: {id_}"]
        lines += [f"        {name}: {value}" for name, value in told.items()]
    return "\n".join(lines) + "\n"


TWO = ("shili-beijing-1", 920010001), ("shili-beijing-2", 920010002)
OFFICE = (f"{HOME}/office", "    office: 技术处\n")
REVIEWERS = (f"{HOME}/reviewers", people(*TWO))
PLANTED = {
    "R101": ([OFFICE, (f"{HOME}/reviewers", people(TWO[0]))], [f"{HOME}/reviewers"]),
    "R102": (
        [OFFICE, REVIEWERS, (f"{HOME}/desks", people(TWO[0], key="desks"))],
        [f"{HOME}/desks/0"],
    ),
    "R103": ([OFFICE, (f"{HOME}/reviewers", people(*TWO, TWO[0]))], [f"{HOME}/reviewers/2"]),
    "R104": (
        [(f"{HOME}/desks", people(TWO[0], key="desks", until="2025-12-31"))],
        [f"{HOME}/desks/0/until"],
    ),
    "R105": (
        [OFFICE, (f"{HOME}/reviewers", people(*TWO, (TWO[0][0], 920010003)))],
        [f"{HOME}/reviewers/2"],
    ),
    "R106": (
        [("/recusals", "recusals:\n  - id: 1\n    dossier: {dossier}\n    reason: 曾任职\n")],
        ["/recusals/0/id"],
    ),
    "R107": ([(HOME, "")], ["/authorities"]),
    "R108": (
        [(f"{HOME}/mail_domains", "    mail_domains:\n      - qq.com\n")],
        [f"{HOME}/mail_domains/0"],
    ),
    "R109": ([REVIEWERS], [f"{HOME}/office"]),
    "R110": (
        [
            OFFICE,
            REVIEWERS,
            (
                "/recusals",
                "recusals:\n  - id: 920010001\n    dossier: beijing/shili-nowhere\n    reason: 曾任职\n",
            ),
        ],
        ["/recusals/0/dossier"],
    ),
}
"""By code: the places that are written anew, and where the finding stands."""


def in_roster() -> Iterator[Plant]:
    """Yield a plant for every rule of the roster."""
    for code, (changes, pointers) in PLANTED.items():
        yield Plant(code, KIND, planted(code, changes, pointers))


def planted(code: str, changes: list[tuple[str, str]], pointers: list[str]) -> Planting:
    def plant(tree: Path, path: str) -> list[Earned]:
        folder = next(
            one for one in sorted((tree / "submissions").glob("[a-z]*/[a-z]*")) if one.is_dir()
        )
        dossier = folder.relative_to(tree / "submissions").as_posix()
        told = [(at, text.replace("{dossier}", dossier)) for at, text in changes]
        text = amend(path, (tree / path).read_text("utf-8"), told)
        (tree / path).write_text(text, encoding="utf-8")
        return [(path, code, pointer, line_of(path, text, pointer)) for pointer in pointers]

    return plant
