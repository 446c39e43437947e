"""The year 2021 of the demonstration added up by hand; a pilot of history, of which nothing is known.

2021 had nine pilots. What each came to, by criterion, as read from its files:

    pilot                      unit    batch industry report      improved targets  evaluation
    fujian/shili-bamboo        fujian  5     20       11-26       yes      all      held
    fujian/shili-teaware       fujian  5     30       11-24       yes      2 of 5   held
    fujian/shili-stone         fujian  6     30       left out
    fujian/shili-sportswear    fujian  7     18       no due date no       none set not held
    xiamen/shili-racquets      xiamen  5     24       11-29       yes      3 of 5   held
    xiamen/shili-fitness       xiamen  6     24       11-29       yes      2 of 5   held
    xiamen/shili-sanitaryware  xiamen  7     33       no due date no       none set not held
    hebei/shili-mesh           hebei   5     33       not owed: removed on 2021-10-20
    hebei/shili-valves         hebei   5     34       not owed: over on 2021-10-01

Reports were due on 2021-11-30 by the call of 2019; that of 2021 sets no day. The missing report of
stone is not met in `report_on_time` alone; what it would have told is unknown.
"""

from functools import cache

import pytest

from brandpilot.evaluate import CRITERIA, Computed, compute
from brandpilot.tables import Row, rows_of
from support.sites import DEMO_DAY, DEMO_TREE, edition_of

VERDICTS = ("met", "not_met", "unknown", "not_set", "not_applicable")

# criterion          kind  group   pilots met not_met unknown not_set not_applicable
ROLLUPS = """
report_on_time       all   all     9      4   1       0       2       2
report_on_time       unit  fujian  4      2   1       0       1       0
report_on_time       unit  hebei   2      0   0       0       0       2
report_on_time       unit  xiamen  3      2   0       0       1       0
report_on_time       batch 5       5      3   0       0       0       2
report_on_time       batch 6       2      1   1       0       0       0
report_on_time       batch 7       2      0   0       0       2       0
indicators_improved  all   all     9      4   2       3       0       0
indicators_improved  unit  fujian  4      2   1       1       0       0
indicators_improved  unit  hebei   2      0   0       2       0       0
indicators_improved  unit  xiamen  3      2   1       0       0       0
indicators_improved  batch 5       5      3   0       2       0       0
indicators_improved  batch 6       2      1   0       1       0       0
indicators_improved  batch 7       2      0   2       0       0       0
targets_met          all   all     9      1   3       3       0       2
targets_met          unit  fujian  4      1   1       1       0       1
targets_met          unit  hebei   2      0   0       2       0       0
targets_met          unit  xiamen  3      0   2       0       0       1
targets_met          batch 5       5      1   2       2       0       0
targets_met          batch 6       2      0   1       1       0       0
targets_met          batch 7       2      0   0       0       0       2
evaluation_followed  all   all     9      4   0       3       0       2
evaluation_followed  unit  fujian  4      2   0       1       0       1
evaluation_followed  unit  hebei   2      0   0       2       0       0
evaluation_followed  unit  xiamen  3      2   0       0       0       1
evaluation_followed  batch 5       5      3   0       2       0       0
evaluation_followed  batch 6       2      1   0       1       0       0
evaluation_followed  batch 7       2      0   0       0       0       2
"""

# Two pilots to an industry. 24: racquets and fitness, changes in brackets; a quartile lies a quarter
# of the way from the one to the other. 30: teaware alone reported, and only stone tells of its
# competitiveness. 33: sanitaryware alone reported, and only mesh tells of its reputation.
# industry indicator          pilots n  lower  median upper
PEERS = """
24 value_added_rate           2      2  2.5    2.6    2.7     (28.3-25.9=2.4,   26.5-23.7=2.8)
24 own_brand_sales_share      2      2  3.275  3.55   3.825   (50.8-47.8=3,     41-36.9=4.1)
24 new_product_rate           2      2  2.025  2.05   2.075   (26.6-24.6=2,     24.2-22.1=2.1)
24 cluster_output             2      2  21.2   24.7   28.2    (104.9-87.2=17.7, 173.3-141.6=31.7)
24 competitiveness            2      1  2      2      2       (30.5-28.5=2)
24 awareness                  2      1  1.6    1.6    1.6     (19.1-17.5=1.6)
30 value_added_rate           2      1  1.1    1.1    1.1     (30.4-29.3=1.1)
30 own_brand_sales_share      2      1  6      6      6       (50-44=6)
30 new_product_rate           2      1  2.3    2.3    2.3     (13.1-10.8=2.3)
30 cluster_output             2      1  5.7    5.7    5.7     (36.9-31.2=5.7)
30 premium                    2      1  1.8    1.8    1.8     (21.3-19.5=1.8)
30 competitiveness            2      0  ?      ?      ?       (no report)
30 chief_brand_officers       2      0  ?      ?      ?       (no baseline)
33 value_added_rate           2      1  0.1    0.1    0.1     (28.5-28.4=0.1)
33 own_brand_sales_share      2      1  -0.2   -0.2   -0.2    (42-42.2=-0.2)
33 new_product_rate           2      1  0.3    0.3    0.3     (21.6-21.3=0.3)
33 cluster_output             2      1  0      0      0       (133.5-133.5=0)
33 premium                    2      1  0.1    0.1    0.1     (20.6-20.5=0.1)
33 reputation                 2      0  ?      ?      ?       (no report)
"""

GROUPS = {
    "all": {"all": 9},
    "unit": {"fujian": 4, "hebei": 2, "xiamen": 3},
    "industry": {"18": 1, "20": 1, "24": 2, "30": 2, "33": 2, "34": 1},
    "batch": {"5": 5, "6": 2, "7": 2},
}


@cache
def computed() -> Computed:
    edition = edition_of(DEMO_TREE, DEMO_DAY)
    return compute(edition.source, edition.plan)


def of_2021(table: str) -> list[Row]:
    return [row for row in rows_of(computed().frames[table]) if row["year"] == 2021]


def lines(text: str) -> list[list[str]]:
    return sorted(line.partition("(")[0].split() for line in text.strip().splitlines())


def test_the_verdicts_of_a_year_add_up_as_by_hand() -> None:
    by_hand = lines(ROLLUPS)
    criteria = {line[0] for line in by_hand}
    keys = ("criterion_code", "group_kind", "group_id", "pilots", *VERDICTS)
    found = [
        [str(row[key]) for key in keys]
        for row in of_2021("evaluation_rollups")
        if row["criterion_code"] in criteria and row["group_kind"] != "industry"
    ]
    assert sorted(found) == by_hand


@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_criterion_is_added_up_over_the_same_groups(criterion: str) -> None:
    found: dict[str, dict[str, object]] = {}
    for row in of_2021("evaluation_rollups"):
        if row["criterion_code"] == criterion:
            found.setdefault(str(row["group_kind"]), {})[str(row["group_id"])] = row["pilots"]
    assert found == GROUPS


def test_two_pilots_of_an_industry_are_peers_as_by_hand() -> None:
    columns = ("lower_quartile", "median", "upper_quartile")
    found = [
        [str(row[key]) for key in ("industry_code", "indicator_code", "pilots", "n")]
        + [_spelled(row, column) for column in columns]
        for row in of_2021("evaluation_peers")
        if row["pilots"] != 1
    ]
    assert sorted(found) == lines(PEERS)


def _spelled(row: Row, column: str) -> str:
    value = row[column]
    if value is None:
        assert row[f"{column}_missing"] == "未填报"
        return "?"
    return f"{value:g}"


def test_of_a_pilot_of_history_everything_is_unknown_because_it_was_not_found() -> None:
    """Umbrella was a pilot from 2017-12-05 to 2020-12-06; support of 2019 is on record all the same."""
    frames = computed().frames
    found = [row for row in rows_of(frames["evaluation_results"]) if _is_umbrella(row)]
    assert [(row["year"], row["criterion_code"]) for row in found] == [
        (year, code) for year in (2017, 2018, 2019, 2020) for code in sorted(CRITERIA)
    ]
    columns = ("verdict_code", "note_code", "count", "count_missing", "of", "of_missing")
    assert {tuple(row[column] for column in columns) for row in found} == {
        ("unknown", "history", None, "未查到", None, "未查到")
    }
    assert not any(_is_umbrella(row) for row in rows_of(frames["evaluation_indicators"]))


def _is_umbrella(row: Row) -> bool:
    return row["dossier_id"] == "fujian/shili-umbrella"
