"""The draw of experts: repeatable anywhere, within bars and terms, and as even as can be."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from itertools import chain, combinations, product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brandpilot.drawing import Barred, Draw, Expert, Terms, draw

ROOT = Path(__file__).parents[1]


class Case(NamedTuple):
    """What a draw is made from, in the order of its parameters."""

    seed: str
    experts: list[Expert]
    dossiers: list[str]
    terms: Terms
    barred: list[Barred]
    kept: dict[str, list[str]]


# ---------------------------------------------------------------- by hand

EXPERTS = [
    Expert("E001", "fujian", "甲大学"),
    Expert("E002", "hebei", "乙研究院"),
    Expert("E003", "hebei", "丙协会"),
    Expert("E004", "anhui", "丁检测中心"),
]
DOSSIERS = ["anhui/cable", "fujian/tea", "hebei/wire"]

# The first half is what `printf '%s' '2017|fujian/tea' | sha256sum` and so on begin with. Whoever
# comes from the cluster's own region is left out of its list.
ORDER = """
18b6af97 2017|fujian/tea
579b1522 2017|hebei/wire
f9a0331f 2017|anhui/cable

1add72b8 2017|fujian/tea|E004
5a9df862 2017|fujian/tea|E002
978e8a91 2017|fujian/tea|E003

5115c514 2017|hebei/wire|E001
6eddf8af 2017|hebei/wire|E004

1b51bbc8 2017|anhui/cable|E001
1cc43565 2017|anhui/cable|E003
e0cafa40 2017|anhui/cable|E002
"""


def test_the_order_is_that_of_the_digests() -> None:
    for block in ORDER.strip().split("\n\n"):
        rows = [line.split(" ", 1) for line in block.splitlines()]
        assert [sha256(text.encode()).hexdigest()[:8] for _, text in rows] == [
            row[0] for row in rows
        ]
        assert rows == sorted(rows)


def test_a_draw_done_by_hand() -> None:
    # First seats: tea takes E004, wire E001; cable's first is E001, but E003 has none yet.
    # Second seats: tea takes E002, who has none; now all have one, so wire takes E004, cable E001.
    assert draw("2017", EXPERTS, DOSSIERS, Terms(2, other_region=True, workload=None)) == Draw(
        {
            "fujian/tea": ("E004", "E002"),
            "hebei/wire": ("E001", "E004"),
            "anhui/cable": ("E001", "E003"),
        },
        {},
    )


def test_a_draw_by_hand_where_seats_move() -> None:
    # Tea takes E004, wire E001. Cable is left with E001, who is full, and so is E004 behind E001:
    # E002 goes to tea, E004 from there to wire, E001 from there to cable.
    barred = [Barred(expert, "anhui/cable", "recuse") for expert in ("E002", "E003")]
    once = Terms(1, other_region=True, workload=1)
    assert draw("2017", EXPERTS, DOSSIERS, once, barred).assigned == {
        "fujian/tea": ("E002",),
        "hebei/wire": ("E004",),
        "anhui/cable": ("E001",),
    }


def test_a_later_round_by_hand() -> None:
    # E004 recuses after the first draw; the others stay, and tea's empty seat goes to E003.
    terms = Terms(2, other_region=True, workload=None)
    first = draw("2017", EXPERTS, DOSSIERS, terms)
    barred = [Barred("E004", "fujian/tea", "recuse")]
    second = draw("2017", EXPERTS, DOSSIERS, terms, barred, first.assigned)
    assert second.assigned == {**first.assigned, "fujian/tea": ("E002", "E003")}


def test_seats_that_nobody_can_take_are_told() -> None:
    # Wire has only E001 and E004 from elsewhere, and E001 declines.
    barred = [Barred("E001", "hebei/wire", "abstain")]
    got = draw("2017", EXPERTS, DOSSIERS, Terms(3, other_region=True, workload=None), barred)
    assert got.assigned["hebei/wire"] == ("E004",)
    assert got.short == {"hebei/wire": 2}


@pytest.mark.parametrize(
    ("experts", "dossiers", "terms", "expected"),
    [
        ([], [], Terms(2, other_region=True, workload=1), Draw({}, {})),
        ([], ["a/b"], Terms(2, other_region=True, workload=1), Draw({"a/b": ()}, {"a/b": 2})),
        (EXPERTS, [], Terms(2, other_region=False, workload=None), Draw({}, {})),
        (EXPERTS, ["a/b"], Terms(0, other_region=False, workload=None), Draw({"a/b": ()}, {})),
        (EXPERTS, ["a/b"], Terms(1, other_region=False, workload=0), Draw({"a/b": ()}, {"a/b": 1})),
    ],
)
def test_what_is_not_there_is_no_failure(
    experts: list[Expert], dossiers: list[str], terms: Terms, expected: Draw
) -> None:
    assert draw("s", experts, dossiers, terms) == expected


def test_what_is_named_twice_counts_once() -> None:
    terms = Terms(2, other_region=False, workload=None)
    assert draw("s", EXPERTS * 2, DOSSIERS * 2, terms) == draw("s", EXPERTS, DOSSIERS, terms)


def test_an_expert_registered_in_two_regions_belongs_to_both() -> None:
    both = [Expert("E001", "fujian", "甲"), Expert("E001", "hebei", "乙")]
    got = draw("s", both, DOSSIERS, Terms(1, other_region=True, workload=None))
    assert got.short == {"fujian/tea": 1, "hebei/wire": 1}


def test_strangers_and_other_clusters_change_nothing() -> None:
    terms = Terms(1, other_region=True, workload=None)
    barred = [Barred("E999", "fujian/tea", "recuse"), Barred("E001", "nowhere/x", "abstain")]
    kept = {"fujian/tea": ["E999"], "nowhere/x": ["E001"]}
    assert draw("s", EXPERTS, DOSSIERS, terms, barred, kept) == draw("s", EXPERTS, DOSSIERS, terms)


# ---------------------------------------------------------------- over many seeds


def assigned(seed: str, people: int, clusters: int, per_cluster: int) -> list[tuple[str, ...]]:
    experts = [Expert(f"E{n}", "fujian", "甲") for n in range(people)]
    dossiers = [f"hebei/{n}" for n in range(clusters)]
    terms = Terms(per_cluster, other_region=True, workload=None)
    return list(draw(seed, experts, dossiers, terms).assigned.values())


@pytest.mark.parametrize("kind", ["recuse", "abstain"])
def test_whoever_is_barred_is_never_drawn(kind: str) -> None:
    # Another expert would be idle otherwise, so every seed has a reason to draw E001 for tea.
    dossiers = ["hebei/tea", "anhui/wire"]
    barred = [Barred("E001", "hebei/tea", kind), Barred("E004", "anhui/wire", kind)]
    terms = Terms(2, other_region=False, workload=None)
    for seed in range(10_000):
        got = draw(str(seed), EXPERTS, dossiers, terms, barred).assigned
        assert "E001" not in got["hebei/tea"]
        assert "E004" not in got["anhui/wire"]
        assert sorted(chain(*got.values())) == ["E001", "E002", "E003", "E004"]


def test_no_pair_of_experts_is_favoured() -> None:
    # Ten pairs, each expected 1,000 times of 10,000; the standard deviation is 30.
    pairs = Counter(tuple(sorted(assigned(str(seed), 5, 1, 2)[0])) for seed in range(10_000))
    assert len(pairs) == 10
    assert 880 < min(pairs.values()) <= max(pairs.values()) < 1120


def test_no_expert_is_favoured_with_the_seats_left_over() -> None:
    # Seven seats among five: two have a second one, each expert 800 times of 2,000 (deviation 22).
    extra: Counter[str] = Counter()
    for seed in range(2_000):
        loads = Counter(chain(*assigned(str(seed), 5, 7, 1)))
        assert sorted(loads.values()) == [1, 1, 1, 2, 2]
        extra.update(expert for expert, load in loads.items() if load == 2)
    assert 710 < min(extra.values()) <= max(extra.values()) < 890


@pytest.mark.parametrize(
    ("people", "clusters", "per_cluster"), [(5, 4, 3), (7, 3, 2), (4, 5, 4), (6, 10, 5), (9, 2, 3)]
)
def test_without_bars_the_work_is_even_within_one(
    people: int, clusters: int, per_cluster: int
) -> None:
    for seed in range(300):
        loads = Counter({f"E{n}": 0 for n in range(people)})
        loads.update(chain(*assigned(str(seed), people, clusters, per_cluster)))
        assert loads.total() == clusters * per_cluster
        assert max(loads.values()) - min(loads.values()) <= 1


def test_seeds_differ() -> None:
    draws = {tuple(map(frozenset, assigned(str(seed), 30, 20, 3))) for seed in range(200)}
    assert len(draws) == 200


# ---------------------------------------------------------------- any case

Choose = Callable[[int, int], int]
"""Give a whole number from the first to the second, both included."""


def make(choose: Choose, people: int = 6, clusters: int = 4, seats: int = 3) -> Case:
    """Make up a case of at most so many experts, clusters and seats per cluster."""
    regions = ("fujian", "hebei", "安徽")

    def region() -> str:
        return regions[choose(0, 2)]

    def some(quarters: int) -> list[str]:
        return [expert.id for expert in experts if choose(1, 4) <= quarters]

    letters = ("E", "专", "é", "😀")  # One to four bytes in UTF-8.
    experts = [
        Expert(f"{letters[choose(0, 3)]}{number}", region(), "")
        for number in range(choose(0, people))
    ]
    dossiers = [f"{region()}/{n}" for n in range(choose(0, clusters))]
    terms = Terms(choose(0, seats), choose(0, 1) == 1, (None, 0, 1, 2, 3)[choose(0, 4)])
    kinds = ("recuse", "abstain")
    bars = choose(0, 3)
    barred = [Barred(expert, to, kinds[choose(0, 1)]) for to in dossiers for expert in some(bars)]
    kept = {dossier: ["E999", *some(1)] for dossier in dossiers if not choose(0, 2)}
    return Case(f"种子 {choose(0, 999)}", experts, dossiers, terms, barred, kept)


@st.composite
def cases(drawn: st.DrawFn, people: int = 6, clusters: int = 4, seats: int = 3) -> Case:
    return make(lambda low, high: drawn(st.integers(low, high)), people, clusters, seats)


def numbered(number: int) -> Case:
    """Make up the same case for the same number, on any machine."""
    rolls = (sha256(f"{number} {roll}".encode()).digest() for roll in range(10_000))
    return make(lambda low, high: low + next(rolls)[0] % (high - low + 1), 12, 12, 4)


def loads_of(case: Case, seated: Mapping[str, tuple[str, ...]]) -> list[int]:
    loads = Counter(chain(*seated.values()))
    return [loads[expert.id] for expert in case.experts]


@settings(deadline=None)
@given(cases())
def test_nobody_sits_where_they_may_not(case: Case) -> None:
    got = draw(*case)
    assert got.assigned.keys() == set(case.dossiers)
    regions = {expert.id: expert.region for expert in case.experts}
    never = {(bar.expert, bar.dossier) for bar in case.barred}
    for dossier, seated in got.assigned.items():
        assert len(set(seated)) == len(seated) == case.terms.per_cluster - got.short.get(dossier, 0)
        for expert in seated:
            assert (expert, dossier) not in never
            assert not case.terms.other_region or regions[expert] != dossier.split("/")[0]
    assert all(seats > 0 for seats in got.short.values())
    if case.terms.workload is not None:
        assert max(loads_of(case, got.assigned), default=0) <= case.terms.workload


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(case: Case, random: Random) -> None:
    def mixed(rows: list[Any]) -> list[Any]:
        return random.sample(rows, len(rows))

    other = Case(
        case.seed,
        mixed(case.experts),
        mixed(case.dossiers),
        case.terms,
        mixed(case.barred),
        {dossier: mixed(seated) for dossier, seated in mixed(list(case.kept.items()))},
    )
    assert told(draw(*other)) == told(draw(*case))


@settings(deadline=None)
@given(cases())
def test_why_somebody_is_barred_does_not_matter(case: Case) -> None:
    recused = [Barred(bar.expert, bar.dossier, "recuse") for bar in case.barred]
    assert draw(*case._replace(barred=recused)) == draw(*case)


@settings(deadline=None)
@given(cases(), st.data())
def test_a_later_round_fills_only_what_became_empty(case: Case, data: st.DataObject) -> None:
    first = draw(*case._replace(kept={}))
    taken = [(expert, to) for to, seated in first.assigned.items() for expert in seated]
    leaving = data.draw(st.sets(st.sampled_from(taken))) if taken else set()
    barred = [*case.barred, *(Barred(expert, to, "abstain") for expert, to in leaving)]
    second = draw(*case[:4], barred, first.assigned)
    for dossier, seated in first.assigned.items():
        stay = {expert for expert in seated if (expert, dossier) not in leaving}
        assert stay <= set(second.assigned[dossier])
        assert not {expert for expert in seated if (expert, dossier) in leaving} & set(
            second.assigned[dossier]
        )
    if not leaving:
        assert second == first


# ---------------------------------------------------------------- none better


def seatings(case: Case, fixed: Mapping[str, set[str]]) -> Iterator[dict[str, tuple[str, ...]]]:
    """Every seating that the bars and terms allow and that leaves `fixed` in place."""
    never = {(bar.expert, bar.dossier) for bar in case.barred}
    choices = []
    for dossier in case.dossiers:
        able = [
            expert.id
            for expert in case.experts
            if (expert.id, dossier) not in never
            and not (case.terms.other_region and expert.region == dossier.split("/")[0])
        ]
        sizes = range(case.terms.per_cluster + 1)
        sets = chain(*(combinations(able, size) for size in sizes))
        choices.append([one for one in sets if fixed.get(dossier, set()) <= set(one)])
    for choice in product(*choices):
        seated = dict(zip(case.dossiers, choice, strict=True))
        limit = case.terms.workload
        if limit is None or max(loads_of(case, seated), default=0) <= limit:
            yield seated


def assert_none_is_better(case: Case, got: Draw, fixed: Mapping[str, set[str]]) -> None:
    def filled(seated: Mapping[str, tuple[str, ...]]) -> int:
        return sum(map(len, seated.values()))

    def empty(seated: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
        rest = [case.terms.per_cluster - len(one) for one in seated.values()]
        return max(rest, default=0), sum(seats**2 for seats in rest)

    def uneven(seated: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
        loads = loads_of(case, seated)
        return max(loads, default=0), -min(loads, default=0), sum(load**2 for load in loads)

    possible = list(seatings(case, fixed))
    most = max(map(filled, possible))
    full = [seated for seated in possible if filled(seated) == most]
    assert filled(got.assigned) == most
    # Each figure by itself is the best there is: none had to be paid for with another.
    for measure in (empty, uneven):
        assert measure(got.assigned) == tuple(map(min, zip(*map(measure, full), strict=True)))


@settings(max_examples=400, deadline=None)
@given(cases(people=4, clusters=3, seats=2))
def test_no_seating_fills_more_or_is_more_even(case: Case) -> None:
    first = case._replace(kept={})
    assert_none_is_better(first, draw(*first), {})


@settings(max_examples=400, deadline=None)
@given(cases(people=4, clusters=3, seats=2), st.data())
def test_no_later_seating_fills_more_or_is_more_even(case: Case, data: st.DataObject) -> None:
    known = data.draw(st.lists(st.sampled_from(case.barred))) if case.barred else []
    first = draw(*case._replace(barred=known, kept={})).assigned
    never = {(bar.expert, bar.dossier) for bar in case.barred}
    # Some stay, some leave for another reason than a bar.
    kept = {to: [one for one in seated if data.draw(st.booleans())] for to, seated in first.items()}
    fixed = {to: {one for one in seated if (one, to) not in never} for to, seated in kept.items()}
    assert_none_is_better(case, draw(*case[:5], kept), fixed)


# ---------------------------------------------------------------- anywhere

REPEAT = """
import json, sys
from brandpilot.drawing import Barred, Expert, Terms, draw

def repeat(case):
    got = draw(
        case["seed"],
        [Expert(**one) for one in case["experts"]],
        case["dossiers"],
        Terms(**case["terms"]),
        {Barred(**one) for one in case["barred"]},
        case["kept"],
    )
    return {"assigned": list(got.assigned.items()), "short": list(got.short.items())}

print(json.dumps([repeat(case) for case in json.load(sys.stdin)]))
"""

MANY = [numbered(number) for number in range(200)]


def told(got: Draw) -> dict[str, Any]:
    """Spell a draw as JSON does, the order of clusters and experts included."""
    return {
        "assigned": [[dossier, list(seated)] for dossier, seated in got.assigned.items()],
        "short": [[dossier, seats] for dossier, seats in got.short.items()],
    }


def written(case: Case) -> dict[str, Any]:
    return {
        **case._asdict(),
        "experts": [asdict(one) for one in case.experts],
        "terms": asdict(case.terms),
        "barred": [asdict(one) for one in case.barred],
    }


def repeated(*command: str, **environment: str) -> Any:
    done = subprocess.run(
        command,
        input=json.dumps([written(case) for case in MANY]),
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def interpreters() -> dict[str, str]:
    """Find the Pythons of this machine that the project supports: the version, and a command."""
    places = [Path(place) for place in os.environ["PATH"].split(os.pathsep)]
    places += Path.home().glob(".pyenv/versions/*/bin")
    places += Path.home().glob(".local/share/uv/python/*/bin")
    found = {"{}.{}".format(*sys.version_info): sys.executable}
    for place in places:
        for command in place.glob("python3.1[1-9]"):
            # A shim of a version that is not switched on says so and fails.
            asked = subprocess.run([command, "--version"], capture_output=True, check=False)
            if not asked.returncode:
                found.setdefault(command.name.removeprefix("python"), str(command))
    return found


def test_the_cases_compared_are_of_all_sorts() -> None:
    draws = [draw(*case) for case in MANY]
    assert sum(bool(got.short) for got in draws) > 20
    assert (
        sum(bool(case.kept) and not got.short for case, got in zip(MANY, draws, strict=True)) > 20
    )
    assert sum(sum(map(len, got.assigned.values())) for got in draws) > 500


@pytest.mark.parametrize("hash_seed", ["0", "1", "random"])
def test_the_hash_seed_does_not_matter(hash_seed: str) -> None:
    expected = [told(draw(*case)) for case in MANY]
    assert repeated(sys.executable, "-c", REPEAT, PYTHONHASHSEED=hash_seed) == expected


def test_the_version_of_python_does_not_matter() -> None:
    expected = [told(draw(*case)) for case in MANY]
    found = interpreters()
    assert sys.executable in found.values()
    answers = {one: repeated(command, "-Bc", REPEAT) for one, command in found.items()}
    assert [one for one, answer in answers.items() if answer != expected] == []


def test_another_language_draws_the_same_from_the_description_alone() -> None:
    expected = [told(draw(*case)) for case in MANY]
    assert repeated("node", str(ROOT / "tests/drawing/redraw.mjs")) == expected
