"""Years of merged requests at once: their history by `git fast-import`, the requests straight in the world."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta

from standin.stage import Stage
from standin.world import Pull, Review, Status

FILE = "submissions/fujian/shili-{number}/2017-paper-unit.yaml"
_RECORD = """schema: paper-unit/1
dossier: fujian/shili-{number}
call: fujian/2017-734
date: 2017-09-04
copies: 3
application_sha256: {number:064x}
comparison: matches
differences: null
office: 技术进步处
"""


def many_merged(there: Stage, count: int) -> None:
    """Let `count` requests have been merged, a minute apart, each with one paper file of its own."""
    world, origin = there.world, there.origin
    author, reviewer = (world.users[f"shili-fujian-{n}"] for n in (1, 2))
    there.at("2017-09-05 10:00")
    begun = int(world.now.timestamp())
    base = origin.tip("main")
    stream = b"".join(_history(count, begun, str(base), author.mail, reviewer.mail))
    subprocess.run(["git", "-C", origin.folder, "fast-import", "--quiet"], input=stream, check=True)
    line = origin.git("rev-list", "--first-parent", "--reverse", "--parents", f"{base}..main")
    for row in line.splitlines():
        merge, _, head = row.split()
        number = world.next_number()
        pull = Pull(
            number, author, "报送材料", "", "main", head, f"b{number}", origin, world.now,
            closed_at=world.now, merged_at=world.now, merged_by=reviewer, merge_commit=merge,
            changed_files=1,
        )  # fmt: skip
        pull.reviews.append(
            Review(world.next_id(), reviewer, "APPROVED", head, world.now, "同意。")
        )
        world.pulls[number] = pull
        world.statuses.append(
            Status(world.next_id(), head, there.app, "success", "gate", "", world.now)
        )
        world.now += timedelta(minutes=1)


def _history(count: int, begun: int, base: str, author: str, reviewer: str) -> Iterator[bytes]:
    for number in range(1, count + 1):
        when = begun + 60 * number
        record = _RECORD.format(number=number).encode()
        above = base if number == 1 else f":{2 * number - 2}"
        path = FILE.format(number=number)
        yield (
            f"commit refs/heads/b\nmark :{2 * number - 1}\n"
            f"author x <{author}> {when} +0000\ncommitter x <{author}> {when} +0000\n"
            f"data 1\nx\nfrom {above}\nM 100644 inline {path}\ndata {len(record)}\n"
        ).encode() + record
        yield (
            f"commit refs/heads/main\nmark :{2 * number}\n"
            f"author x <{reviewer}> {when} +0000\ncommitter GitHub <noreply@github.com> {when} +0000\n"
            f"data 1\nm\nfrom {above}\nmerge :{2 * number - 1}\n"
            f"M 100644 inline {path}\ndata {len(record)}\n"
        ).encode() + record
    yield b"reset refs/heads/b\nfrom 0000000000000000000000000000000000000000\n\n"
