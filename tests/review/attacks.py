"""What people would try, each told as a story that ends before the gate, the harvest or the checker.

Every attack names the codes that it meets. With those rules taken out it succeeds: nothing else
stood in its way, so each of them is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from review.playing import APPROVAL, AUTUMN, SUMMER, gate
from standin.stage import (
    APP,
    APPLICATION,
    OWNERS,
    RECOMMENDATION,
    ROSTER,
    VALID,
    Stage,
    filing,
    owners,
    roster,
)
from standin.world import Status

OTHER = "submissions/fujian/shili-teapots/2017-application.yaml"
FIRST, SECOND = "shili-fujian-1", "shili-fujian-2"
ORGANIZER = "shili-county-office"


@dataclass(frozen=True)
class Attack:
    """`plays` gives the number of the request; `meets` are the codes that stop it."""

    name: str
    plays: Callable[[Stage], int]
    meets: frozenset[str]
    remarked: frozenset[str] = frozenset()


ATTACKS: list[Attack] = []
"""Attacks on an open request: the gate is not green."""
BYPASSES: list[Attack] = []
"""Attacks by somebody who can merge past the rules: the harvest records it as irregular."""


def attack(
    *meets: str, into: list[Attack] = ATTACKS, remarked: tuple[str, ...] = ()
) -> Callable[[Callable[[Stage], int]], Callable[[Stage], int]]:
    def keep(plays: Callable[[Stage], int]) -> Callable[[Stage], int]:
        into.append(Attack(plays.__name__, plays, frozenset(meets), frozenset(remarked)))
        return plays

    return keep


def filed(there: Stage, text: bytes | None = None, **how: str) -> int:
    """File the example's application in time."""
    there.at(SUMMER)
    return received(there, there[ORGANIZER].proposes({APPLICATION: text or filing()}, **how))


def received(there: Stage, number: int) -> int:
    """Let the App set its first status on a head, as the gate does within minutes."""
    head = there.world.pulls[number].head
    status = Status(there.world.next_id(), head, there.app, "pending", "gate", "", there.world.now)
    there.world.statuses.append(status)
    return number


def approved(there: Stage, number: int, by: str = FIRST, body: str = APPROVAL) -> int:
    there.at(AUTUMN)
    there[by].approves(number, body)
    return number


@attack("G101")
def an_owner_is_rewritten_in_the_same_request(there: Stage) -> int:
    there.at(SUMMER)
    listed = roster(ids={SECOND: 900000009})
    return there[ORGANIZER].proposes({APPLICATION: filing(), ROSTER: listed})


@attack("G101")
def the_checker_is_weakened_in_the_same_request(there: Stage) -> int:
    there.at(SUMMER)
    files: dict[str, bytes | str | None] = {
        APPLICATION: filing(),
        "scripts/brandpilot/checks/__init__.py": "CHECKS = ()\n",
    }
    return there[ORGANIZER].proposes(files)


@attack("G501")
def the_checker_is_weakened_in_a_request_of_its_own(there: Stage) -> int:
    there.at(SUMMER)
    return there["shili-stranger"].proposes(
        {"scripts/brandpilot/checks/__init__.py": "CHECKS = ()\n"}
    )


@attack("G102", "G104")
def a_victims_file_is_moved_into_ones_own_dossier(there: Stage) -> int:
    there.at(SUMMER)
    own = filing().replace(b"shili-rattan", b"shili-teapots")
    there.commits({OTHER: own})
    number = there[ORGANIZER].proposes({OTHER: None, APPLICATION: filing()})
    return approved(there, received(there, number))


@attack("G104")
def a_record_is_taken_away(there: Stage) -> int:
    there.at(SUMMER)
    there.commits({APPLICATION: filing()})
    return approved(there, there[ORGANIZER].proposes({APPLICATION: None}))


@attack("G101", "G401")
def the_thirty_first_file_lies_on_page_two(there: Stage) -> int:
    there.at(SUMMER)
    many = {
        f"docs/notices/fujian/2017-{n}.md": (VALID / "hunan-2018-call.md").read_bytes()
        for n in range(901, 931)
    }
    return there[FIRST].proposes({**many, "submissions/zz/evil.yaml": "x: 1\n"})


@attack("G501", "G502")
def an_older_commit_was_approved(there: Stage) -> int:
    there.world.dismisses_stale = False
    number = approved(there, filed(there))
    there.at(SUMMER)
    there[ORGANIZER].pushes({APPLICATION: filing(示例县府前路1号="示例县府前路2号")})
    return number


@attack("G501", remarked=("G513",))
def an_approval_was_dismissed(there: Stage) -> int:
    number = filed(there)
    there.at(AUTUMN)
    review = there[FIRST].approves(number)
    there[SECOND].must("PUT", f"pulls/{number}/reviews/{review}/dismissals", message="撤回")
    return number


@attack("G501", "G503", remarked=("G513",))
def an_approval_was_replaced_by_a_return(there: Stage) -> int:
    number = approved(there, filed(there))
    there[FIRST].returns(number, "材料不实")
    return number


@attack("G501", remarked=("G508",))
def a_reviewer_approves_the_filing_of_his_own_account(there: Stage) -> int:
    own = filing(
        **{"id: 900000002": "id: 900010001", "login: shili-county-industry": f"login: {FIRST}"}
    )
    return approved(there, filed(there, own))


@attack("G501", remarked=("G508",))
def a_reviewer_files_through_the_app_and_approves(there: Stage) -> int:
    own = filing(
        **{"id: 900000002": "id: 900010001", "login: shili-county-industry": f"login: {FIRST}"}
    )
    return approved(there, by_app(there, own, "Applicant-ID: 900010001"))


@attack("G204")
def the_app_files_for_nobody(there: Stage) -> int:
    return approved(there, by_app(there, filing(), "填报"))


@attack("G201")
def the_app_files_for_a_stranger(there: Stage) -> int:
    return approved(there, by_app(there, filing(), "Applicant-ID: 900070001"))


@attack("G501", remarked=("G508",))
def a_desk_approves_what_it_filed(there: Stage) -> int:
    """The desk's account became a reviewer since; GitHub itself would let it approve a bot's request."""
    there.commits(
        {
            ROSTER: roster().replace(
                "login: shili-fujian-2\n        id: 900010002",
                "login: shili-desk-fujian\n        id: 900060001",
            )
        }
    )
    number = by_app(there, filing(), "Applicant-ID: 900060001")
    there.at(AUTUMN)
    there["shili-desk-fujian"].approves(number, APPROVAL)
    return number


@attack("G201")
def a_stranger_files_for_somebody_else(there: Stage) -> int:
    there.at(SUMMER)
    there.commits({APPLICATION: filing()})
    changed = filing(**{"id: 900000001": "id: 900070001"})
    number = there["shili-stranger"].proposes({APPLICATION: changed})
    return approved(there, received(there, number))


@attack("G501", remarked=("G509",))
def a_reviewer_of_another_unit_approves(there: Stage) -> int:
    return approved(there, filed(there), "shili-hebei-1")


@attack("G501", remarked=("G509",))
def a_maintainer_approves(there: Stage) -> int:
    return approved(there, filed(there), "shili-maintainer-1")


@attack("G501", remarked=("G510",))
def a_term_is_over(there: Stage) -> int:
    there.commits({ROSTER: roster(until={FIRST: "2017-08-27"})})
    return approved(there, filed(there))


@attack("G501", remarked=("G511",))
def a_recused_reviewer_approves(there: Stage) -> int:
    row = "  - id: 900010001\n    dossier: fujian/shili-rattan\n    reason: 曾任职于组织实施单位\n"
    there.commits({ROSTER: roster(recusals=row)})
    return approved(there, filed(there))


@attack("G501", remarked=("G512",))
def somebody_takes_over_the_name_of_a_reviewer(there: Stage) -> int:
    there.world.rename(there.world.users[FIRST], "shili-fujian-renamed")
    there.world.rename(there.world.users["shili-stranger"], FIRST)
    number = filed(there)
    there.at(AUTUMN)
    there["shili-stranger"].approves(number, APPROVAL)
    return number


@attack("G401", "G515")
def a_reviewer_lets_himself_into_the_ministry(there: Stage) -> int:
    there.at(SUMMER)
    listed = roster(ids={"shili-ministry-2": 900010001})
    number = there[FIRST].proposes({ROSTER: listed, OWNERS: generated(listed)})
    return approved(there, number, "shili-maintainer-1", "同意")


@attack("G112", "G401", "G515")
def owners_are_rewritten_alone(there: Stage) -> int:
    there.at(SUMMER)
    return there[FIRST].proposes(
        {ROSTER: roster(until={SECOND: "2018-01-01"}), OWNERS: owners(FIRST)}
    )


@attack("G106", "G107")
def a_recommendation_is_forged(there: Stage) -> int:
    there.at(SUMMER)
    there.commits({APPLICATION: filing()})
    forged = (VALID / "fujian-2017-recommendation.yaml").read_bytes()
    return there[FIRST].proposes({RECOMMENDATION: forged})


@attack("G301")
def a_commit_is_dated_back(there: Stage) -> int:
    there.at(AUTUMN)
    number = there[ORGANIZER].proposes({APPLICATION: filing()}, when="2017-08-20T10:00:00+08:00")
    return approved(there, number)


@attack("G203")
def a_commit_bears_a_private_address(there: Stage) -> int:
    there[ORGANIZER].mail = "somebody@mail.example.com"
    return approved(there, filed(there))


@attack("G103")
def a_request_is_too_big_to_look_through(there: Stage) -> int:
    there.at(SUMMER)
    files = {f"scripts/many/{n}.txt": "x" for n in range(301)}
    number = there["shili-maintainer-1"].proposes(files)
    there["shili-maintainer-2"].approves(number)
    return number


@attack("G111", "G401")
def a_link_stands_for_a_file(there: Stage) -> int:
    there.at(SUMMER)
    link = {APPLICATION: "120000"}
    there.commits({APPLICATION: filing()})
    return approved(there, there[ORGANIZER].proposes({APPLICATION: "/etc/passwd"}, modes=link))


@attack("G402")
def what_was_returned_is_pushed_away(there: Stage) -> int:
    """The commit that was returned is no ancestor any more: it is asked of the forge."""
    number = filed(there)
    there.at(AUTUMN)
    there[FIRST].returns(number, "补正：试点工作方案")
    base = there.origin.tip("main")
    changed = filing(示例县府前路1号="示例县府前路2号")
    there[ORGANIZER].pushes({APPLICATION: changed}, onto=base)
    return approved(there, number)


@attack("G105", "G401")
def a_recommended_application_is_changed(there: Stage) -> int:
    recommendation = (VALID / "fujian-2017-recommendation.yaml").read_bytes()
    there.commits({APPLICATION: filing(), RECOMMENDATION: recommendation})
    return approved(there, filed(there, filing(示例县府前路1号="示例县府前路2号")), SECOND)


@attack("G507")
def an_opinion_holds_a_mobile_number(there: Stage) -> int:
    return approved(there, filed(there), body="推荐意见：同意推荐，联系人手机13800138000。")


@attack("G504")
def an_opinion_is_injected_twice(there: Stage) -> int:
    return approved(there, filed(there), body="推荐意见：同意推荐。\n> 推荐意见：不同意推荐。")


@attack("G109")
def a_request_goes_into_another_branch(there: Stage) -> int:
    number = filed(there)
    there.origin.git("update-ref", "refs/heads/side", str(there.origin.tip("main")))
    there[ORGANIZER].must("PATCH", f"pulls/{number}", base="side")
    return approved(there, number)


@attack("G701")
def an_owner_of_codeowners_is_gone(there: Stage) -> int:
    there.world.rename(there.world.users["shili-maintainer-1"], "shili-maintainer-renamed")
    return approved(there, filed(there))


@attack("G703", into=BYPASSES)
def a_green_status_is_forged(there: Stage) -> int:
    """Somebody with the right to write sets the status himself; the ruleset was switched off."""
    number = approved(there, filed(there))
    there.world.required_status = "gate", None
    head = there.world.pulls[number].head
    there[SECOND].must("POST", f"statuses/{head}", state="success", context="gate")
    there[FIRST].merges(number)
    return number


@attack("G703", "G801", into=BYPASSES)
def a_request_is_squashed(there: Stage) -> int:
    number = approved(there, filed(there))
    bypass(there)
    there[FIRST].merges(number, "squash")
    return number


@attack("G703", "G801", into=BYPASSES)
def a_request_is_rebased(there: Stage) -> int:
    number = filed(there)
    there[ORGANIZER].pushes({APPLICATION: filing(示例县府前路1号="示例县府前路2号")})
    approved(there, received(there, number))
    bypass(there)
    there[FIRST].merges(number, "rebase")
    return number


@attack("G803", into=BYPASSES)
def somebody_else_merges(there: Stage) -> int:
    number = approved(there, filed(there))
    assert gate(there, number)["state"] == "success"
    there["shili-maintainer-1"].merges(number)
    return number


@attack("G501", "G703", into=BYPASSES)
def nobody_approved(there: Stage) -> int:
    number = filed(there)
    bypass(there)
    there.at(AUTUMN)
    there[FIRST].merges(number)
    return number


@attack("G804", into=BYPASSES)
def a_merge_carries_more_than_was_reviewed(there: Stage) -> int:
    number = approved(there, filed(there))
    assert gate(there, number)["state"] == "success"
    there[FIRST].merges(number)
    evil(there, number, filing(示例县府前路1号="示例县府前路9号"))
    return number


@attack("G802", into=BYPASSES)
def another_head_is_merged(there: Stage) -> int:
    number = approved(there, filed(there))
    assert gate(there, number)["state"] == "success"
    there[FIRST].merges(number)
    other = there[SECOND].pushes({APPLICATION: filing(示例县府前路1号="示例县府前路9号")})
    there.origin.git(
        "fetch", "-q", str(there.world.repositories[f"{SECOND}/brandpilot"].folder), other
    )
    evil(there, number, filing(示例县府前路1号="示例县府前路9号"), other)
    return number


def by_app(there: Stage, text: bytes, message: str) -> int:
    """File through the App, as the intake would: a commit that says for whom."""
    from standin.actors import Actor  # noqa: PLC0415 – one more actor, here only

    there.at(SUMMER)
    there.world.tokens["token-app"] = there.app
    app = Actor(there.server, there.app, there.origin, there.folder)
    app.pushes({APPLICATION: text}, "intake", message=f"填报\n\n{message}", into_origin=True)
    return received(there, app.opens(branch="intake"))


def bypass(there: Stage) -> None:
    """Switch the ruleset off, as an owner of the repository can."""
    there.world.required_status = None
    there.world.allowed_methods = ["merge", "squash", "rebase"]


def evil(there: Stage, number: int, text: bytes, head: str | None = None) -> None:
    """Put another merge in the place of the one that was made, as who owns the server could."""
    pull, origin = there.world.pulls[number], there.origin
    base = origin.git("rev-parse", f"{pull.merge_commit}^1")
    index = {"GIT_INDEX_FILE": str(origin.folder / "evil-index")}
    origin.git("read-tree", str(pull.merge_commit), env=index)
    blob = origin.git("hash-object", "-w", "--stdin", given=text)
    origin.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{APPLICATION}", env=index)
    tree = origin.git("write-tree", env=index)
    assert pull.merged_by
    made = there.world.commit(origin, tree, [base, head or pull.head], "Merge", pull.merged_by)
    origin.git("update-ref", "refs/heads/main", made)
    pull.merge_commit = made


def generated(listed: str) -> str:
    """Generate CODEOWNERS for a roster, as its proposer would by the product's own command."""
    from brandpilot.codeowners import codeowners  # noqa: PLC0415 – as its command does
    from brandpilot.roster import read_roster  # noqa: PLC0415
    from support.house import document  # noqa: PLC0415

    return codeowners(read_roster(document(ROSTER, listed).data))


__all__ = ["APP", "ATTACKS", "BYPASSES", "Attack"]
