"""What somebody could do to the history or to the evidence, each with exactly what the proof says of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from brandpilot.forge.evidence import GHOST, Evidence
from proof.world import (
    AUTUMN,
    FIRST,
    HEBEI,
    MINISTRY,
    ORGANIZER,
    PAPER,
    PAPER_RECORD,
    RATTAN,
    RATTAN_RECORD,
    REPORT,
    REPORT_RECORD,
    SECOND,
    TEAPOTS,
    TEAPOTS_RECORD,
    TEAPOTS_SECOND,
    WINTER,
    Asked,
    Main,
    World,
    person,
    teapots,
)
from standin.stage import PEOPLE, ROSTER, filing, roster

Answer = Callable[[Sequence[int]], Mapping[int, Evidence | None]]
EXTRA = "submissions/fujian/shili-rattan/2017-recommendation-2.yaml"
THIRD = "submissions/fujian/shili-teapots/2017-recommendation-3.yaml"
ELSEWHERE = "submissions/hebei/shili-felt/2017-application.yaml"
NOBODYS = "1234567890" * 4


@dataclass(frozen=True)
class Spoilt:
    """A history that was tampered with; evidence and the forge's answers where they are asked too."""

    tip: str
    kept: Collection[Evidence] | None = None
    ask: Answer | None = None


Play = Callable[[World], Spoilt | Main]
Said = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Tampering:
    """`says` are all findings, as (code, path)."""

    play: Play
    says: Said

    def spoilt(self, world: World) -> Spoilt:
        """Play it, once in a world."""
        name = self.play.__name__
        if name not in world.played:
            done = self.play(world)
            world.played[name] = Spoilt(done.tip) if isinstance(done, Main) else done
        played: Spoilt = world.played[name]
        return played


TAMPERINGS: dict[str, Tampering] = {}


def tampering(*says: tuple[str, str]) -> Callable[[Play], Play]:
    def keep(play: Play) -> Play:
        TAMPERINGS[play.__name__] = Tampering(play, frozenset(says))
        return play

    return keep


def spelled(raw: bytes, **changes: str) -> bytes:
    """Write a record with other values; each name is a key, at its first place that fits."""
    text = raw.decode()
    for key, value in changes.items():
        start = text.index(f"{key}: ") + len(key) + 2
        end = text.index("\n", start)
        text = text[:start] + value + text[end:]
    return text.encode()


def swapped(raw: bytes, *pairs: tuple[str, str]) -> bytes:
    text = raw.decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def lying(world: World, path: str, lie: Callable[[bytes], bytes]) -> Main:
    """Let the records of the last requests be written otherwise than the harvest would."""
    records = world.written(world.all_filed, 4, 6, 7)
    records[path] = lie(records[path])
    return world.recorded(world.all_filed, 9, records, WINTER)


def added(world: World, path: str, raw: bytes) -> Main:
    """Let one more record be written, by a request of records."""
    return world.recorded(world.good, 10, {path: raw}, WINTER)


# What the issue asks for first.


@tampering(("R301", RATTAN_RECORD))
def a_record_is_edited_by_a_request_of_records(world: World) -> Main:
    better = swapped(world.good.files[RATTAN_RECORD], ("同意推荐", "优先推荐"))
    return world.recorded(world.good, 10, {RATTAN_RECORD: better}, WINTER)


@tampering(("R301", RATTAN_RECORD), ("R314", RATTAN_RECORD))
def a_record_is_taken_away_by_a_push(world: World) -> Main:
    return world.pushed(world.good, {RATTAN_RECORD: None}, WINTER)


@tampering(("R301", RATTAN_RECORD), ("R314", RATTAN_RECORD))
def a_record_is_edited_and_put_back(world: World) -> Main:
    main = world.pushed(world.good, {RATTAN_RECORD: b"x: 1\n"}, WINTER)
    return world.pushed(main, {RATTAN_RECORD: world.good.files[RATTAN_RECORD]}, WINTER)


@tampering(("R317", RATTAN_RECORD), ("R314", RATTAN))
def an_application_is_edited_by_a_push(world: World) -> Main:
    return world.pushed(world.good, {RATTAN: filing() + b"# x\n"}, WINTER)


@tampering(("R317", RATTAN_RECORD))
def an_application_is_edited_by_a_request_that_is_on_record_as_irregular(world: World) -> Main:
    main = world.merged(world.good, 10, {RATTAN: filing() + b"# x\n"})
    return world.recorded(main, 11, world.written(main, 10))


@tampering(("R317", RATTAN_RECORD))
def an_application_is_edited_by_a_request_that_is_said_to_be_in_order(world: World) -> Main:
    main = world.merged(world.good, 10, {RATTAN: filing() + b"# x\n"})
    [(path, record)] = world.written(main, 10).items()
    return world.recorded(main, 11, {path: swapped(record, ("verdict: fail", "verdict: pass"))})


@tampering(("R317", REPORT_RECORD), ("R314", REPORT))
def a_report_is_taken_away(world: World) -> Main:
    return world.pushed(world.good, {REPORT: None}, WINTER)


@tampering(
    *(("R303", path) for path in (RATTAN_RECORD, TEAPOTS_RECORD, TEAPOTS_SECOND)),
    *(("R303", path) for path in (REPORT_RECORD, PAPER_RECORD)),
    *(("R313", path) for path in (RATTAN, TEAPOTS, REPORT)),
    ("R314", PAPER),
)
def the_roster_is_rewritten_in_the_past(world: World) -> Main:
    return rewritten(world, world.good, roster(ids={FIRST: 900000009}).encode())


@tampering(("R305", REPORT_RECORD))
def the_roster_of_then_is_another(world: World) -> Main:
    blob = world.store.blob(roster().encode())
    return lying(world, REPORT_RECORD, lambda raw: spelled(raw, roster=blob))


@tampering(("R303", EXTRA))
def the_merge_is_on_a_branch_that_never_came_to_main(world: World) -> Main:
    aside = world.merged(world.begun, 20, {RATTAN: filing()})
    [raw] = world.written(aside, 20).values()
    return added(world, EXTRA, raw)


@tampering(("R308", EXTRA), ("R318", EXTRA), ("R314", EXTRA))
def a_record_is_pushed_without_a_request(world: World) -> Main:
    raw = borrowed(world)
    return world.pushed(world.good, {EXTRA: raw}, WINTER)


@tampering(("R308", TEAPOTS_SECOND))
def a_record_comes_with_a_request_about_software(world: World) -> Main:
    records: dict[str, bytes | None] = {**world.written(world.all_filed, 4, 6, 7)}
    alone = {path: raw for path, raw in records.items() if path != TEAPOTS_SECOND}
    main = world.merged(world.all_filed, 9, {"x.py": b"", TEAPOTS_SECOND: records[TEAPOTS_SECOND]})
    return world.recorded(main, 10, alone, WINTER)


@tampering(("R308", EXTRA))
def a_record_names_no_request(world: World) -> Main:
    raw = world.good.files[RATTAN_RECORD]
    return added(world, EXTRA, raw[: raw.index(b"proof:")] + b"proof: null\n")


@tampering(("R306", TEAPOTS))
def a_request_is_passed_over(world: World) -> Main:
    return world.recorded(world.all_filed, 9, world.written(world.all_filed, 6, 7), WINTER)


@tampering(("R313", ELSEWHERE))
def a_request_is_not_on_record_yet(world: World) -> Main:
    return world.merged(world.good, 10, {ELSEWHERE: filing()})


@tampering(("R306", TEAPOTS))
def one_of_two_files_of_a_request_is_passed_over(world: World) -> Main:
    both: dict[str, bytes | None] = {TEAPOTS: teapots(), ELSEWHERE: filing()}
    main = world.merged(world.begun, 1, both)
    records = world.written(main, 1)
    return world.recorded(
        main, 2, {path: raw for path, raw in records.items() if "teapots" not in path}
    )


# Merges that are not what they seem.


@tampering(("R302", TEAPOTS_SECOND), ("R317", TEAPOTS_SECOND), ("R315", TEAPOTS))
def the_merge_exchanges_the_application(world: World) -> Main:
    how = Asked(slipped={TEAPOTS: teapots(b"2017-10-03")})
    main = world.merged(world.first_recorded, 4, {TEAPOTS: teapots(b"2017-10-02")}, how)
    [record] = world.written(main, 4).values()
    told = swapped(record, ("rule: G804\n      verdict: fail", "rule: G804\n      verdict: pass"))
    return world.recorded(main, 5, {TEAPOTS_SECOND: told})


@tampering()
def the_merge_exchanges_the_application_and_the_record_says_so(world: World) -> Main:
    how = Asked(slipped={TEAPOTS: teapots(b"2017-10-03")})
    main = world.merged(world.first_recorded, 4, {TEAPOTS: teapots(b"2017-10-02")}, how)
    return world.recorded(main, 5, world.written(main, 4))


@tampering(("R315", ROSTER))
def the_merge_of_software_slips_a_reviewer_in(world: World) -> Main:
    evil = roster(ids={SECOND: 900000009}).encode()
    return world.merged(world.good, 10, {"x.py": b""}, Asked(slipped={ROSTER: evil}))


@tampering(("R315", RATTAN), ("R313", RATTAN), ("R317", RATTAN_RECORD))
def the_merge_of_software_slips_an_application_in(world: World) -> Main:
    how = Asked(slipped={RATTAN: filing() + b"# x\n"})
    return world.merged(world.good, 10, {"x.py": b""}, how)


@tampering(("R315", ROSTER))
def the_merge_brings_an_old_roster_back(world: World) -> Main:
    old = world.begun.files[ROSTER]
    return world.merged(
        world.good, 10, {"x.py": b""}, Asked(base=world.begun, slipped={ROSTER: old})
    )


@tampering(("R301", REPORT_RECORD), ("R315", REPORT_RECORD))
def the_merge_loses_a_record(world: World) -> Main:
    return world.merged(
        world.good,
        10,
        {"x.py": b""},
        Asked(base=world.begun, slipped={REPORT_RECORD: None}),
    )


@tampering()
def two_rosters_are_put_together(world: World) -> Main:
    """No tampering: Git joins two changes of the roster, and no parent has both."""
    one = roster(until={SECOND: "2018-12-31"}).encode()
    both = roster(until={SECOND: "2018-12-31", FIRST: "2020-12-31"}).encode()
    other = roster(until={FIRST: "2020-12-31"}).encode()
    main = world.merged(world.begun, 1, {ROSTER: one})
    return world.merged(main, 2, {ROSTER: other}, Asked(base=world.begun, slipped={ROSTER: both}))


@tampering(("R314", "x.py"))
def software_is_pushed_past_everybody(world: World) -> Main:
    return world.pushed(world.good, {"x.py": b""}, WINTER)


@tampering(("R314", ""))
def an_empty_commit_is_pushed(world: World) -> Main:
    return world.pushed(world.good, {}, WINTER)


@tampering(("R314", "x.py"))
def a_push_is_dressed_as_a_merge(world: World) -> Main:
    """The second parent is a commit that main has had for long."""
    main = world.good
    held = {**main.files, "x.py": b""}
    return replace(main, tip=world.commit(held, [main.tip, world.begun.tip], WINTER))


@tampering(
    *(("R303", path) for path in (TEAPOTS_SECOND, REPORT_RECORD, PAPER_RECORD)),
    *(("R308", path) for path in (TEAPOTS_SECOND, REPORT_RECORD, PAPER_RECORD)),
    *(("R313", path) for path in (TEAPOTS, REPORT, PAPER)),
    ("R314", "x.py"),
)
def main_is_turned_inside_out(world: World) -> Main:
    """Main is merged into a commit of one's own, which then is main: what was merged is aside."""
    held = {**world.first_recorded.files, "x.py": b""}
    aside = world.commit(held, [world.first_recorded.tip], WINTER)
    main = world.good
    return replace(main, tip=world.commit({**main.files, "x.py": b""}, [aside, main.tip], WINTER))


@tampering(("R328", RATTAN_RECORD), ("R328", TEAPOTS_RECORD))
def two_matters_are_said_to_be_one(world: World) -> Main:
    main = world.merged(world.begun, 1, {RATTAN: filing(), TEAPOTS: teapots()})
    records = world.written(main, 1)
    assert all(b"rule: G102\n      verdict: fail" in raw for raw in records.values())
    lies = {path: raw.replace(b"verdict: fail", b"verdict: pass") for path, raw in records.items()}
    return world.recorded(main, 2, lies)


@tampering(("R304", EXTRA), ("R325", EXTRA))
def a_squashed_request_is_said_to_be_merged(world: World) -> Main:
    how = Asked(method="squash")
    main = world.merged(world.begun, 1, {RATTAN: filing()}, how)
    [record] = world.written(main, 1).values()
    head = main.seen[1].pull.head
    lie = swapped(
        spelled(record, commit=head, head=head),
        ("method: other", "method: merge"),
        ("verdict: fail", "verdict: pass"),
    )
    return world.recorded(main, 2, {EXTRA: lie})


@tampering(("R325", EXTRA))
def a_squashed_request_is_said_to_count(world: World) -> Main:
    main = world.merged(world.begun, 1, {RATTAN: filing()}, Asked(method="squash"))
    [record] = world.written(main, 1).values()
    return world.recorded(main, 2, {EXTRA: swapped(record, ("verdict: fail", "verdict: pass"))})


@tampering(("R325", TEAPOTS_SECOND))
def a_merge_is_said_to_be_none(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, lambda raw: spelled(raw, method="other"))


@tampering(("R304", TEAPOTS_SECOND))
def another_commit_is_said_to_be_approved(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, lambda raw: spelled(raw, commit=NOBODYS, head=NOBODYS))


@tampering(("R302", TEAPOTS_RECORD))
def a_record_of_an_irregular_merge_names_other_bytes(world: World) -> Main:
    records = world.written(world.first_filed, 1, 2)
    records[TEAPOTS_RECORD] = spelled(records[TEAPOTS_RECORD], sha256="0" * 64)
    main = world.recorded(world.first_filed, 3, records)
    return world.recorded(main, 4, {})


@tampering(("R302", TEAPOTS_SECOND), ("R317", TEAPOTS_SECOND))
def a_record_names_other_bytes(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, lambda raw: spelled(raw, sha256="0" * 64))


@tampering(("R322", ""))
def a_request_has_a_parent_that_is_not_there(world: World) -> Main:
    return of_software(world, world.store.folder_of, above=(NOBODYS,))


@tampering(("R322", ""))
def a_folder_holds_a_name_twice(world: World) -> Main:
    """Git shows the first of the two, other programs the last."""

    def twice(files: Mapping[str, str]) -> str:
        top = world.repository.tree(world.store.folder_of(files))
        rows = [(mode.decode(), name, hash_.hex()) for name, (mode, hash_) in top.items()]
        at = [name for _, name, _ in rows].index(b"submissions")
        return world.store.tree([*rows[: at + 1], *rows[at:]])

    return of_software(world, twice)


# People who could not.


@tampering(("R307", TEAPOTS_SECOND))
def the_approver_is_of_another_unit(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, approved_by(HEBEI))


@tampering(("R307", TEAPOTS_SECOND))
def the_approver_is_the_author(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, approved_by(ORGANIZER))


@tampering(("R307", TEAPOTS_SECOND))
def the_approver_is_an_account_of_the_organizer(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, approved_by("shili-county-industry"))


@tampering(("R307", TEAPOTS_SECOND))
def the_ministry_stands_in_where_it_need_not(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, approved_by(MINISTRY, "ministry"))


@tampering(("R307", REPORT_RECORD))
def the_approvers_term_is_over(world: World) -> Main:
    return lying(world, REPORT_RECORD, approved_by(SECOND))


@tampering(("R307", REPORT_RECORD))
def the_approval_came_after_the_merge(world: World) -> Main:
    return lying(
        world,
        REPORT_RECORD,
        lambda raw: swapped(
            raw, (f"at: {WINTER}\n      review", "at: 2019-01-21T02:00:00Z\n      review")
        ),
    )


@tampering(("R309", REPORT_RECORD))
def the_mergers_term_is_over(world: World) -> Main:
    return lying(world, REPORT_RECORD, merged_by(SECOND))


@tampering(("R309", TEAPOTS_SECOND))
def the_author_merges(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, merged_by(ORGANIZER))


@tampering(("R307", RATTAN_RECORD))
def the_approver_stands_back_from_this_dossier(world: World) -> Main:
    row = f"  - id: {PEOPLE[SECOND]}\n    dossier: fujian/shili-rattan\n    reason: 亲属\n"
    main = world.merged(world.begun, 1, {ROSTER: roster(recusals=row.rstrip()).encode()})
    main = world.merged(main, 2, {RATTAN: filing()})
    [record] = world.written(main, 2).values()
    return world.recorded(main, 3, {RATTAN_RECORD: approved_by(SECOND)(record)})


@tampering(("R307", RATTAN_RECORD))
def the_approver_filed_through_the_app(world: World) -> Main:
    how = Asked(message=f"填报\n\nApplicant-ID: {PEOPLE[SECOND]}")
    main = world.merged(world.begun, 1, {RATTAN: filing()}, how)
    [record] = world.written(main, 1).values()
    return world.recorded(main, 2, {RATTAN_RECORD: approved_by(SECOND)(record)})


@tampering(("R320", TEAPOTS_SECOND))
def nobody_approved_what_counts(world: World) -> Main:
    def lie(raw: bytes) -> bytes:
        start, end = raw.index(b"  approvals:"), raw.index(b"  roster:")
        return raw[:start] + b"  approvals: []\n" + raw[end:]

    return lying(world, TEAPOTS_SECOND, lie)


@tampering(("R321", REPORT_RECORD))
def the_merge_is_said_to_be_an_hour_older(world: World) -> Main:
    return lying(
        world,
        REPORT_RECORD,
        lambda raw: swapped(raw, (f"at: {WINTER}", "at: 2019-01-20T01:00:00Z")),
    )


@tampering(("R321", REPORT_RECORD))
def the_record_bears_another_day(world: World) -> Main:
    return lying(world, REPORT_RECORD, lambda raw: spelled(raw, date="2019-01-11"))


# Records that take what is others'.


@tampering(("R318", EXTRA))
def a_record_names_the_merge_of_another_file(world: World) -> Main:
    return added(world, EXTRA, borrowed(world))


@tampering(("R319", THIRD))
def a_merge_is_recorded_twice(world: World) -> Main:
    return added(world, THIRD, world.good.files[TEAPOTS_SECOND])


@tampering(("R310", TEAPOTS_SECOND))
def a_number_is_used_twice(world: World) -> Main:
    return lying(world, TEAPOTS_SECOND, lambda raw: spelled(raw, number="1"))


@tampering(("R310", EXTRA), ("R318", EXTRA))
def a_merge_gets_two_numbers(world: World) -> Main:
    return added(world, EXTRA, spelled(borrowed(world), number="66"))


@tampering(("R316", EXTRA))
def a_record_is_no_record(world: World) -> Main:
    return added(world, EXTRA, b"\xff\x00: [")


@tampering(("R316", EXTRA))
def a_record_tells_a_time_that_is_none(world: World) -> Main:
    raw = swapped(world.good.files[RATTAN_RECORD], ("at: 2017-08-28", "at: 2017-02-30"))
    return added(world, EXTRA, raw)


# Evidence, and what the forge says.


@tampering(("R311", REPORT_RECORD))
def the_evidence_is_edited(world: World) -> Spoilt:
    one = world.good.seen[6]
    edited = replace(one, reviews=(replace(one.reviews[0], body="同意推荐"),))
    return Spoilt(world.good.tip, [*given(world, 6), edited])


@tampering(("R323", REPORT_RECORD))
def the_evidence_is_missing(world: World) -> Spoilt:
    return Spoilt(world.good.tip, given(world, 6))


@tampering(("R312", TEAPOTS_SECOND))
def the_evidence_of_another_request_is_replayed(world: World) -> Spoilt:
    sha256 = world.all_filed.seen[1].sha256
    main = lying(world, TEAPOTS_SECOND, lambda raw: spelled(raw, evidence_sha256=sha256))
    return Spoilt(main.tip, given(world))


@tampering(("R312", TEAPOTS_SECOND))
def an_opinion_is_made_up(world: World) -> Spoilt:
    main = lying(world, TEAPOTS_SECOND, lambda raw: swapped(raw, ("同意推荐", "优先推荐")))
    return Spoilt(main.tip, given(world))


@tampering(("R312", TEAPOTS_SECOND))
def a_rank_is_made_up(world: World) -> Spoilt:
    main = lying(world, TEAPOTS_SECOND, lambda raw: spelled(raw, rank="1"))
    return Spoilt(main.tip, given(world))


@tampering(("R312", TEAPOTS_SECOND))
def a_verdict_is_turned(world: World) -> Spoilt:
    late = Asked(at="2017-09-02T02:00:00Z", base=world.begun)
    main = world.merged(world.first_recorded, 4, {TEAPOTS: teapots(b"2017-10-02")}, late)
    [record] = world.written(main, 4).values()
    assert b"rule: G302\n      verdict: fail" in record
    told = swapped(record, ("verdict: fail", "verdict: pass"))
    return Spoilt(world.recorded(main, 5, {TEAPOTS_SECOND: told}).tip, list(main.seen.values()))


@tampering(("R324", TEAPOTS_SECOND))
def a_verdict_is_left_out(world: World) -> Spoilt:
    late = Asked(at="2017-09-02T02:00:00Z", base=world.begun)
    main = world.merged(world.first_recorded, 4, {TEAPOTS: teapots(b"2017-10-02")}, late)
    [record] = world.written(main, 4).values()
    told = swapped(record, ("    - rule: G302\n      verdict: fail\n", ""))
    return Spoilt(world.recorded(main, 5, {TEAPOTS_SECOND: told}).tip, list(main.seen.values()))


@tampering(("R326", REPORT_RECORD))
def the_forge_has_no_such_request(world: World) -> Spoilt:
    return Spoilt(world.good.tip, ask=answering(world, {6: None}))


@tampering(("R326", REPORT_RECORD))
def the_forge_knows_another_merge(world: World) -> Spoilt:
    one = world.good.seen[6]
    other = replace(one, pull=replace(one.pull, merge_commit=NOBODYS))
    return Spoilt(world.good.tip, ask=answering(world, {6: other}))


@tampering(("R326", REPORT_RECORD))
def the_forge_knows_no_such_approval(world: World) -> Spoilt:
    return Spoilt(
        world.good.tip, ask=answering(world, {6: replace(world.good.seen[6], reviews=())})
    )


@tampering(("R326", REPORT_RECORD))
def the_forge_knows_the_approval_as_anothers(world: World) -> Spoilt:
    return Spoilt(world.good.tip, ask=answering(world, {6: reviewed(world, by=person(HEBEI))}))


@tampering(("R326", REPORT_RECORD))
def the_forge_knows_the_approval_of_another_commit(world: World) -> Spoilt:
    return Spoilt(world.good.tip, ask=answering(world, {6: reviewed(world, commit=NOBODYS)}))


@tampering(("R327", REPORT_RECORD))
def the_approval_was_dismissed_later(world: World) -> Spoilt:
    return Spoilt(world.good.tip, ask=answering(world, {6: reviewed(world, state="DISMISSED")}))


@tampering(("R327", REPORT_RECORD))
def the_approvers_account_is_gone(world: World) -> Spoilt:
    return Spoilt(world.good.tip, ask=answering(world, {6: reviewed(world, by=GHOST)}))


@tampering()
def the_approver_has_a_new_name(world: World) -> Spoilt:
    """No tampering: the number is the same, so the approval is."""
    renamed = replace(person(FIRST), login="shili-renamed")
    return Spoilt(world.good.tip, ask=answering(world, {6: reviewed(world, by=renamed)}))


def of_software(
    world: World, folder: Callable[[Mapping[str, str]], str], above: tuple[str, ...] = ()
) -> Main:
    """Merge a request about software whose folder, or whose parents, are as wrong as told."""
    main = world.good
    held = {**main.files, "x.py": b""}
    tree = folder({path: world.store.blob(raw) for path, raw in held.items()})
    head = world.store.commit(tree, [main.tip, *above], 1_550_000_000)
    return replace(main, tip=world.store.commit(tree, [main.tip, head], 1_550_000_000))


def borrowed(world: World) -> bytes:
    """Write a record of the first application that rests on the merge of the report."""
    head, own = world.good.files[RATTAN_RECORD], world.good.files[REPORT_RECORD]
    raw = head[: head.index(b"proof:")] + own[own.index(b"proof:") :]
    report = world.good.seen[6].pull
    return spelled(raw, date="2019-01-20", commit=report.head)


def approved_by(login: str, authority: str = "fujian") -> Callable[[bytes], bytes]:
    def lie(raw: bytes) -> bytes:
        start, end = raw.index(b"  approvals:"), raw.index(b"  roster:")
        told = spelled(raw[start:end], login=login, id=str(person(login).id), authority=authority)
        return raw[:start] + told + raw[end:]

    return lie


def merged_by(login: str) -> Callable[[bytes], bytes]:
    def lie(raw: bytes) -> bytes:
        start, end = raw.index(b"    by:"), raw.index(b"    method:")
        told = spelled(raw[start:end], login=login, id=str(person(login).id))
        return raw[:start] + told + raw[end:]

    return lie


def given(world: World, *less: int) -> list[Evidence]:
    return [one for number, one in world.good.seen.items() if number not in less]


def answering(world: World, answers: Mapping[int, Evidence | None]) -> Answer:
    """Let the forge answer as it did, but for some requests."""
    return lambda numbers: {one: {**world.good.seen, **answers}[one] for one in numbers}


def reviewed(world: World, **changes: object) -> Evidence:
    one = world.good.seen[6]
    return replace(one, reviews=(replace(one.reviews[0], **changes),))  # type: ignore[arg-type]


def rewritten(world: World, main: Main, listed: bytes) -> Main:
    """Make main anew from the day on which somebody could decide, with another roster from there on."""
    line = list(world.repository.first_parents(main.tip))
    begun = line.index(world.begun.tip)
    tip = ""
    for hash_ in reversed(line[: begun + 1]):
        commit = world.repository.commit(hash_)
        files = {
            path: world.repository.blob(one.blob)
            for path, one in world.repository.files(hash_).items()
        }
        held = {**files, ROSTER: listed}
        parents = [tip or commit.parents[0], *commit.parents[1:]]
        tip = world.commit(held, parents, _at(commit.seconds))
    return replace(main, tip=tip)


def _at(seconds: int) -> str:
    return AUTUMN if seconds < 1_520_000_000 else WINTER
