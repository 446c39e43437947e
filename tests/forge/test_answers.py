"""Answers of any shape become values of their form, or a sentence; nothing else ever happens."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandpilot.forge.answers import field, hash_at, pull_of, reviews_of, statuses_of
from brandpilot.forge.evidence import GHOST, Review
from brandpilot.forge.protocol import ForgeError
from forge.answered import AT, HEAD, MERGE, PERSON, PULL, REVIEW, STATUS

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(PULL)), inner),
    max_leaves=9,
)


def changed(told: dict[str, Any], *keys: str, to: object) -> dict[str, Any]:
    told = deepcopy(told)
    at = told
    for key in keys[:-1]:
        at = at[key]
    at[keys[-1]] = to
    return told


def test_a_request_is_read() -> None:
    pull = pull_of(PULL)
    assert (pull.number, pull.head, pull.merge_commit) == (12, HEAD, MERGE)
    assert (pull.labels, pull.author, pull.merged_by) == (("a", "b"), PERSON, PERSON)
    assert pull.head_repository == "shili/brandpilot"


def test_accounts_and_forks_that_are_gone_are_known_as_such() -> None:
    told = {**PULL, "user": None, "merged_by": None, "head": {"sha": HEAD, "repo": None}}
    pull = pull_of(told)
    assert (pull.author, pull.merged_by, pull.head_repository) == (GHOST, GHOST, None)
    assert [one.by for one in reviews_of([{**REVIEW, "user": None}])] == [GHOST]
    assert [one.by for one in statuses_of([{**STATUS, "creator": None}], "gate")] == [GHOST]


def test_the_commit_of_a_merge_that_was_only_tried_is_none() -> None:
    pull = pull_of({**PULL, "merged_at": None, "closed_at": None, "merged_by": None})
    assert (pull.merge_commit, pull.merged_by, pull.is_open) == (None, None, True)


def test_who_merged_is_told_only_by_a_look_at_the_request_itself() -> None:
    listed = {key: one for key, one in PULL.items() if key not in ("merged_by", "mergeable")}
    assert pull_of(listed).merged_by is None


@pytest.mark.parametrize(
    ("keys", "odd"),
    [
        (("number",), 0),
        (("number",), "12"),
        (("number",), True),
        (("number",), 1e400),
        (("html_url",), "javascript:alert(1)"),
        (("html_url",), "https://github.com/\n<script>"),
        (("user", "login"), "a b"),
        (("user", "login"), "@everyone"),
        (("user", "login"), "x" * 61),
        (("user", "id"), None),
        (("base", "ref"), None),
        (("head", "sha"), "--upload-pack=x"),
        (("head", "sha"), HEAD.upper()),
        (("head", "sha"), HEAD + "\n"),
        (("head", "sha"), "../" * 14),
        (("head",), None),
        (("head", "repo"), {"full_name": {}}),
        (("head", "repo"), {"full_name": "a/b c"}),
        (("created_at",), "2017-02-30T00:00:00Z"),
        (("created_at",), "2017-08-20"),
        (("merged_at",), "yesterday"),
        (("merge_commit_sha",), None),
        (("merged_by",), "ghost"),
        (("labels",), "a"),
        (("changed_files",), "1"),
    ],
)
def test_what_has_not_its_form_is_refused(keys: tuple[str, ...], odd: object) -> None:
    with pytest.raises(ForgeError, match="合并请求的回答读不懂"):
        pull_of(changed(PULL, *keys, to=odd))


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "x",
        {},
        {**REVIEW, "user": {"login": None}},
        {**REVIEW, "submitted_at": None},
        {**REVIEW, "commit_id": "HEAD"},
        {**REVIEW, "body": ["x"]},
        {**REVIEW, "state": "PENDING"},
        {key: one for key, one in REVIEW.items() if key != "user"},
    ],
)
def test_a_broken_review_hides_no_other(odd: object) -> None:
    found = reviews_of([{**REVIEW, "id": 3}, odd, REVIEW])
    assert [one.id for one in found] == [1, 3]


def test_a_review_of_a_commit_that_is_gone_is_of_none() -> None:
    own = Review(1, PERSON, "APPROVED", "", AT, "")
    assert reviews_of([{**REVIEW, "commit_id": None, "body": None}]) == (own,)


def test_statuses_of_others_are_not_looked_at() -> None:
    assert statuses_of([{"context": "ci"}, STATUS], "gate")[0].by.id == 900010001
    with pytest.raises(ForgeError):
        statuses_of([{"context": "gate"}], "gate")


def test_statuses_of_one_second_keep_their_order() -> None:
    """The forge lists the newest first."""
    told = [{**STATUS, "state": "success"}, {**STATUS, "state": "pending"}]
    assert [one.state for one in statuses_of(told, "gate")] == ["pending", "success"]


@given(st.sampled_from(sorted(PULL)), junk)
def test_a_request_of_any_shape_is_read_or_refused(key: str, odd: object) -> None:
    for told in ({**PULL, key: odd}, odd):
        try:
            pull = pull_of(told)
        except ForgeError:
            continue
        assert {len(pull.head), len(pull.merge_commit or MERGE)} == {40}


@given(
    st.lists(
        junk | st.builds(lambda key, one: {**REVIEW, key: one}, st.sampled_from(list(REVIEW)), junk)
    )
)
def test_reviews_of_any_shape_are_read_or_left_out(told: list[Any]) -> None:
    assert all(isinstance(one.at, str) for one in reviews_of(told))


@given(junk, st.lists(st.sampled_from(list(PULL)), min_size=1, max_size=3))
def test_a_field_of_anything_is_of_its_kind_or_refused(told: object, keys: list[str]) -> None:
    for read in (lambda: field(told, int, *keys), lambda: hash_at(told, *keys)):
        try:
            assert isinstance(read(), int | str)
        except ForgeError as error:
            assert "读不懂" in str(error)  # noqa: PT017 – either way is right
