"""Answers as GitHub gives them, as far as somebody reads them."""

from typing import Any

from brandpilot.forge.evidence import Person

HEAD, MERGE = "a" * 40, "b" * 40
PERSON = Person("shili-fujian-1", 900010001)
USER = {"login": PERSON.login, "id": PERSON.id}
AT = "2017-08-20T02:00:00Z"
PULL: dict[str, Any] = {
    "number": 12,
    "html_url": "https://github.com/example/brandpilot/pull/12",
    "user": USER,
    "base": {"ref": "main"},
    "head": {"sha": HEAD, "repo": {"full_name": "shili/brandpilot"}},
    "created_at": AT,
    "closed_at": AT,
    "merged_at": AT,
    "merge_commit_sha": MERGE,
    "merged_by": USER,
    "mergeable": None,
    "draft": False,
    "changed_files": 1,
    "labels": [{"name": "b"}, {"name": "a"}],
}
REVIEW = {
    "id": 1,
    "user": USER,
    "state": "APPROVED",
    "commit_id": HEAD,
    "submitted_at": AT,
    "body": "同意",
}
STATUS = {"context": "gate", "state": "success", "creator": USER, "created_at": AT}
