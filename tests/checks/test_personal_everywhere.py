"""Personal data in every box of every kind of record, in rows, keys and comments: found, never told."""

from itertools import cycle

import pytest

from brandpilot import report
from brandpilot.findings import Json, NodePath, pointer
from brandpilot.schema import Form
from support.examples import Example, read_examples
from support.house import VALID, document, inspected, law
from support.spelling import to_yaml

SECRETS = {
    "C501": "13800138000",
    "C502": "11010519491231002X",
    "C503": "zhang.san@example.com",
    "C504": "6222021234567890128",
}
EXAMPLES = read_examples(VALID)


def filled(value: Json, secret: str, *, with_rows: bool) -> Json:
    """Put a secret behind every text but the form's name; into every list and mapping on request."""
    if isinstance(value, dict):
        inner = {key: filled(one, secret, with_rows=with_rows) for key, one in value.items()}
        return {**inner, secret: 1} if with_rows else inner
    if isinstance(value, list):
        rows = [filled(one, secret, with_rows=with_rows) for one in value]
        return [*rows, secret] if with_rows else rows
    return f"{value} {secret}" if isinstance(value, str) else value


def texts(value: Json, node: NodePath = ()) -> list[NodePath]:
    """Give the places of all texts."""
    if isinstance(value, dict):
        return [place for key, one in value.items() for place in texts(one, (*node, key))]
    if isinstance(value, list):
        return [place for at, one in enumerate(value) for place in texts(one, (*node, at))]
    return [node] if isinstance(value, str) else []


def is_code(form: Form, place: NodePath) -> bool:
    """Tell whether a box holds a code of its own, which may look like a number of a person."""
    *_, box = form.at(place)
    return "x-personal" in box


def written(example: Example, secret: str, *, with_rows: bool = False) -> bytes:
    data = document(example.path, example.raw).data
    schema = {"schema": data["schema"]}
    text = to_yaml({**filled(data, secret, with_rows=with_rows), **schema})
    return f"---\n{text}---\n正文\n".encode() if example.path.endswith(".md") else text.encode()


def told(raw: bytes, path: str) -> str:
    found = inspected(raw, path).findings
    return report.as_text(found, 1) + report.as_sarif(found, 1, "en")


@pytest.mark.parametrize(
    ("example", "code"),
    list(zip(EXAMPLES, cycle(SECRETS), strict=False)),
    ids=lambda one: one if isinstance(one, str) else one.file.name,
)
def test_it_is_found_in_every_box(example: Example, code: str) -> None:
    raw = written(example, SECRETS[code])
    found = {one.pointer for one in inspected(raw, example.path).findings if one.code == code}
    data = document(example.path, example.raw).data
    form = law().forms[data["schema"]]
    boxes = {place for place in texts(data) if place != ("schema",) and not is_code(form, place)}
    assert found == {pointer(place) for place in boxes}
    assert SECRETS[code] not in told(raw, example.path)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file.name)
def test_it_is_found_in_rows_and_keys_that_do_not_belong(example: Example) -> None:
    secret = SECRETS["C501"]
    raw = written(example, secret, with_rows=True)
    found = [one.pointer for one in inspected(raw, example.path).findings if one.code == "C501"]
    assert len([place for place in found if place.endswith(f"/{secret}")]) >= 1
    assert secret not in told(raw, example.path)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file.name)
def test_it_is_found_in_a_comment_on_any_line(example: Example) -> None:
    secret = SECRETS["C501"]
    data = document(example.path, example.raw).data
    lines = to_yaml(data).splitlines()
    text = "".join(f"{line} # {secret}\n" for line in lines)
    raw = (f"---\n{text}---\n正文\n" if example.path.endswith(".md") else text).encode()
    found = [one.line for one in inspected(raw, example.path).findings if one.code == "C501"]
    first = 2 if example.path.endswith(".md") else 1
    assert found == list(range(first, first + len(lines)))
    assert secret not in told(raw, example.path)
