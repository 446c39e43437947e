"""A programme on the stand-in: offices with their reviewers, an organizer, the App, and main as it begins.

Accounts are fictional; the notices are this repository's own.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from standin.actors import Actor
from standin.server import Server, serve
from standin.world import Repository, User, World

ROOT = Path(__file__).parents[2]
VALID = ROOT / "tests" / "examples" / "valid"
APPLICATION = "submissions/fujian/shili-rattan/2017-application.yaml"
RECOMMENDATION = "submissions/fujian/shili-rattan/2017-recommendation.yaml"
ROSTER, OWNERS = ".github/reviewers.yml", ".github/CODEOWNERS"
PEOPLE: Mapping[str, int] = {
    "shili-county-office": 900000001,
    "shili-county-industry": 900000002,
    "shili-fujian-1": 900010001,
    "shili-fujian-2": 900010002,
    "shili-hebei-1": 900020001,
    "shili-hebei-2": 900020002,
    "shili-ministry-1": 900030001,
    "shili-ministry-2": 900030002,
    "shili-secretary-1": 900040001,
    "shili-secretary-2": 900040002,
    "shili-maintainer-1": 900050001,
    "shili-maintainer-2": 900050002,
    "shili-desk-fujian": 900060001,
    "shili-stranger": 900070001,
}
APP, APP_ID = "shili-brandpilot[bot]", 900080001
_OFFICES = {
    "fujian": ("技术进步处", ("shili-fujian-1", "shili-fujian-2"), ("shili-desk-fujian",)),
    "hebei": ("技术创新处", ("shili-hebei-1", "shili-hebei-2"), ()),
    "ministry": ("质量处", ("shili-ministry-1", "shili-ministry-2"), ()),
    "secretariat": ("评审组", ("shili-secretary-1", "shili-secretary-2"), ()),
    "maintainers": ("维护组", ("shili-maintainer-1", "shili-maintainer-2"), ()),
}


def filing(**changes: str) -> bytes:
    """Give the example's application; each change is a text that takes the place of another."""
    text = (VALID / "fujian-2017-application.yaml").read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def roster(
    *,
    until: Mapping[str, str] | None = None,
    recusals: str = "[]",
    ids: Mapping[str, int] | None = None,
) -> str:
    """Write the roster of the fictional accounts; `until` ends a term, `ids` gives other numbers."""
    numbers = {**PEOPLE, **(ids or {})}
    lines = [
        "schema: reviewers/1",
        "app:",
        f"  login: {APP}",
        f"  id: {APP_ID}",
        "  app_id: 901",
        "authorities:",
    ]
    for code in authorities():
        office, reviewers, desks = _OFFICES.get(code, (None, (), ()))
        lines += [
            f"  - authority: {code}",
            f"    office: {office or 'null'}",
            "    mail_domains: []",
        ]
        for key, people in (("reviewers", reviewers), ("desks", desks)):
            lines.append(f"    {key}:" + ("" if people else " []"))
            for login in people:
                end = (until or {}).get(login, "null")
                own = "acting: false" if key == "reviewers" else "office: 示例市工业和信息化局"
                lines += [f"      - login: {login}", f"        id: {numbers[login]}"]
                lines += ["        from: 2017-01-01", f"        until: {end}", f"        {own}"]
    lines.append("recusals: []" if recusals == "[]" else f"recusals:\n{recusals}")
    return "\n".join(lines) + "\n"


@cache
def authorities() -> tuple[str, ...]:
    rows = (ROOT / "schemas/codelists/authorities.csv").read_text("utf-8").splitlines()[1:]
    return tuple(row.partition(",")[0] for row in rows)


def owners(login: str = "shili-maintainer-1") -> str:
    """Write a CODEOWNERS with one owner, for those who only look whether there is a fault in it."""
    return f"* @{login}\n"


def base_files() -> dict[str, str]:
    """Give what main holds when the story begins."""
    notices = ROOT / "docs" / "notices"
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in (*sorted(notices.glob("*/*.md")), *sorted(notices.parent.glob("*.md")))
    }
    return {
        **found,
        "submissions/README.md": "材料放在这里。\n",
        ROSTER: roster(),
        OWNERS: owners(),
    }


@dataclass
class Stage:
    """The world with its server, and everybody in it by login."""

    server: Server
    origin: Repository
    folder: Path
    actors: dict[str, Actor]
    app: User
    key: str

    @property
    def world(self) -> World:
        return self.server.world

    def __getitem__(self, login: str) -> Actor:
        return self.actors[login]

    def at(self, moment: str) -> None:
        """Set the server's clock, e.g. `2017-08-20 10:00` in Shanghai."""
        self.world.now = datetime.fromisoformat(f"{moment}+08:00").astimezone(UTC)

    def commits(self, files: Mapping[str, bytes | str | None], message: str = "x") -> str:
        """Put a commit straight onto main, as nobody may; for what has been before."""
        owner = Actor(self.server, self.world.users["example"], self.origin, self.folder)
        return owner.pushes(files, "main", message=message, into_origin=True)

    def checkout(self, name: str = "checkout") -> Path:
        """Clone main over HTTP into a work tree, complete."""
        folder = self.folder / name
        if not folder.exists():
            url = f"{self.server.url}/{self.origin.full_name}.git"
            words = ["git", "clone", "--quiet", url, str(folder)]
            subprocess.run(words, check=True, env=_plain())
        else:
            subprocess.run(
                ["git", "-C", folder, "pull", "--quiet", "--ff-only"], check=True, env=_plain()
            )
        return folder

    def environment(self, *, as_app: bool = True) -> dict[str, str]:
        """Give the environment of a step in Actions."""
        told = {"GITHUB_API_URL": self.server.url, "GITHUB_REPOSITORY": self.origin.full_name}
        if as_app:
            return {**told, "BRANDPILOT_APP_ID": "901", "BRANDPILOT_APP_KEY": self.key}
        return {**told, "GITHUB_TOKEN": "token-shili-maintainer-1"}


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Raise a stage in an empty folder; main's first commits are copied, not made again."""
    world = World(folder / "git")
    owner = world.user("example", id_=900090001)
    for login, id_ in PEOPLE.items():
        world.user(login, id_=id_)
    app = world.user(APP, id_=APP_ID, is_bot=True)
    key, public = _key()
    world.apps["901"] = app, public
    origin = world.repository(owner, "brandpilot")
    origin.writers |= {app.id, *(id_ for login, id_ in PEOPLE.items() if "county" not in login)}
    origin.writers -= {PEOPLE["shili-stranger"], PEOPLE["shili-desk-fujian"]}
    shutil.copytree(_first_commits(), origin.folder, dirs_exist_ok=True)
    world.required_status = "gate", app.id
    world.allowed_methods = ["merge"]
    with serve(world) as server:
        actors = {login: Actor(server, world.users[login], origin, folder) for login in PEOPLE}
        yield Stage(server, origin, folder, actors, app, key)


_made: list[Path] = []


def _first_commits() -> Path:
    """Make main once for a process: an empty roster first, then the people."""
    if _made:
        return _made[0]
    from tempfile import mkdtemp  # noqa: PLC0415 – lives as long as the process

    folder = Path(mkdtemp(prefix="standin-"))
    world = World(folder)
    owner = world.user("example", id_=900090001)
    origin = world.repository(owner, "brandpilot")
    files = base_files()
    before = None
    for now in ({**files, ROSTER: (ROOT / ROSTER).read_text("utf-8")}, files):
        tree = _tree(origin, now)
        before = world.commit(origin, tree, [before] if before else [], "x", owner)
    origin.git("update-ref", "refs/heads/main", str(before))
    _made.append(origin.folder)
    return origin.folder


def _tree(origin: Repository, files: Mapping[str, str]) -> str:
    index = {"GIT_INDEX_FILE": str(origin.folder / "first-index")}
    for path, text in files.items():
        blob = origin.git("hash-object", "-w", "--stdin", given=text.encode())
        origin.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=index)
    tree = origin.git("write-tree", env=index)
    Path(index["GIT_INDEX_FILE"]).unlink()
    return tree


@cache
def _key() -> tuple[str, bytes]:
    """Make the App's key, once for a process; 2048 bits, as GitHub's."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem.decode(), public


def _plain() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
