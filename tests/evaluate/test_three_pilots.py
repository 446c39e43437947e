"""Three pilots of the demonstration, worked out by hand from their files, equal to the cell.

Read with the files open beside it: `tests/trees/demo/submissions/fujian/shili-…`. One pilot restates
a figure and so meets a target; one reports late, and reports an indicator without a baseline; one
held no evaluation, left out a year, and filed under a call that sets no day for reports.
"""

from functools import cache

import pytest

from brandpilot.evaluate import Computed, compute
from brandpilot.tables import rows_of
from support.sites import DEMO_DAY, DEMO_TREE, edition_of

NONE, NOT_REPORTED, NOT_APPLICABLE = "—", "未填报", "不适用"

# year criterion            verdict        count of unknown note
BAMBOO = """
2020 report_on_time        met             — —  —  —
2020 tasks_on_plan         met             7 7  0  —
2020 measures_done         not_set        17 52 0  no_threshold
2020 indicators_improved   met             3 3  0  —
2020 targets_met           not_met         2 5  0  below_target
2020 evaluation_held       met             — —  —  —
2020 evaluation_followed   met             — —  —  —
2020 no_incidents          met             0 —  —  —
2020 ready_strategy        not_met         — —  —  not_done
2020 ready_policies        not_met         1 —  —  not_done
2020 ready_evaluation      not_met         — —  —  not_done
2020 ready_indicators      met             3 3  0  —
2020 ready_activities      met             1 —  —  —
2021 report_on_time        met             — —  —  —
2021 tasks_on_plan         met             7 7  0  —
2021 measures_done         not_set        36 52 0  no_threshold
2021 indicators_improved   met             3 3  0  —
2021 targets_met           met             5 5  0  —
2021 evaluation_held       met             — —  —  —
2021 evaluation_followed   met             — —  —  —
2021 no_incidents          met             0 —  —  —
2021 ready_strategy        met             — —  —  —
2021 ready_policies        not_met         2 —  —  not_done
2021 ready_evaluation      met             — —  —  —
2021 ready_indicators      met             3 3  0  —
2021 ready_activities      met             2 —  —  —
2022 report_on_time        met             — —  —  —
2022 tasks_on_plan         met             7 7  0  —
2022 measures_done         not_set        52 52 0  no_threshold
2022 indicators_improved   met             3 3  0  —
2022 targets_met           not_met         3 5  0  below_target
2022 evaluation_held       met             — —  —  —
2022 evaluation_followed   met             — —  —  —
2022 no_incidents          met             0 —  —  —
2022 ready_strategy        met             — —  —  —
2022 ready_policies        met             2 —  —  —
2022 ready_evaluation      met             — —  —  —
2022 ready_indicators      met             3 3  0  —
2022 ready_activities      met             3 —  —  —
2023 report_on_time        not_applicable  — —  —  not_owed
2023 tasks_on_plan         unknown         ? ?  —  no_report
2023 measures_done         unknown         ? ?  —  no_report
2023 indicators_improved   unknown         ? ?  —  no_report
2023 targets_met           unknown         ? ?  —  no_report
2023 evaluation_held       unknown         ? ?  —  no_report
2023 evaluation_followed   unknown         ? ?  —  no_report
2023 no_incidents          unknown         ? ?  —  no_report
2023 ready_strategy        unknown         ? ?  —  no_report
2023 ready_policies        unknown         ? ?  —  no_report
2023 ready_evaluation      unknown         ? ?  —  no_report
2023 ready_indicators      unknown         ? ?  —  no_report
2023 ready_activities      unknown         ? ?  —  no_report
"""

TEAWARE = """
2020 report_on_time        not_met         — —  —  late
2020 tasks_on_plan         not_met         6 7  0  behind
2020 measures_done         not_set        24 52 0  no_threshold
2020 indicators_improved   met             3 3  0  —
2020 targets_met           not_met         3 5  0  below_target
2020 evaluation_held       met             — —  —  —
2020 evaluation_followed   met             — —  —  —
2020 no_incidents          met             0 —  —  —
2020 ready_strategy        not_met         — —  —  not_done
2020 ready_policies        not_met         0 —  —  not_done
2020 ready_evaluation      not_met         — —  —  not_done
2020 ready_indicators      met             3 3  0  —
2020 ready_activities      met             1 —  —  —
2021 report_on_time        met             — —  —  —
2021 tasks_on_plan         not_met         6 7  0  behind
2021 measures_done         not_set        35 52 0  no_threshold
2021 indicators_improved   met             3 3  0  —
2021 targets_met           not_met         2 5  0  below_target
2021 evaluation_held       met             — —  —  —
2021 evaluation_followed   met             — —  —  —
2021 no_incidents          met             0 —  —  —
2021 ready_strategy        met             — —  —  —
2021 ready_policies        not_met         0 —  —  no_support
2021 ready_evaluation      met             — —  —  —
2021 ready_indicators      met             3 3  0  —
2021 ready_activities      met             2 —  —  —
2022 report_on_time        not_met         — —  —  late
2022 tasks_on_plan         met             7 7  0  —
2022 measures_done         not_set        52 52 0  no_threshold
2022 indicators_improved   met             3 3  0  —
2022 targets_met           not_met         4 5  0  below_target
2022 evaluation_held       met             — —  —  —
2022 evaluation_followed   met             — —  —  —
2022 no_incidents          met             0 —  —  —
2022 ready_strategy        met             — —  —  —
2022 ready_policies        not_met         0 —  —  no_support
2022 ready_evaluation      met             — —  —  —
2022 ready_indicators      met             3 3  0  —
2022 ready_activities      met             3 —  —  —
2023 report_on_time        not_applicable  — —  —  not_owed
2023 tasks_on_plan         unknown         ? ?  —  no_report
2023 measures_done         unknown         ? ?  —  no_report
2023 indicators_improved   unknown         ? ?  —  no_report
2023 targets_met           unknown         ? ?  —  no_report
2023 evaluation_held       unknown         ? ?  —  no_report
2023 evaluation_followed   unknown         ? ?  —  no_report
2023 no_incidents          unknown         ? ?  —  no_report
2023 ready_strategy        unknown         ? ?  —  no_report
2023 ready_policies        unknown         ? ?  —  no_report
2023 ready_evaluation      unknown         ? ?  —  no_report
2023 ready_indicators      unknown         ? ?  —  no_report
2023 ready_activities      unknown         ? ?  —  no_report
"""

SPORTSWEAR = """
2021 report_on_time        not_set         — —  —  no_due_date
2021 tasks_on_plan         met             7 7  0  —
2021 measures_done         not_set        26 52 0  no_threshold
2021 indicators_improved   not_met         1 3  0  not_improved
2021 targets_met           not_applicable  — —  —  no_target
2021 evaluation_held       not_met         — —  —  not_held
2021 evaluation_followed   not_applicable  — —  —  not_held
2021 no_incidents          met             0 —  —  —
2021 ready_strategy        not_met         — —  —  not_done
2021 ready_policies        not_met         0 —  —  not_done
2021 ready_evaluation      not_met         — —  —  not_held
2021 ready_indicators      not_met         1 3  0  not_improved
2021 ready_activities      met             1 —  —  —
2022 report_on_time        not_set         — —  —  no_report
2022 tasks_on_plan         unknown         ? ?  —  no_report
2022 measures_done         unknown         ? ?  —  no_report
2022 indicators_improved   unknown         ? ?  —  no_report
2022 targets_met           unknown         ? ?  —  no_report
2022 evaluation_held       unknown         ? ?  —  no_report
2022 evaluation_followed   unknown         ? ?  —  no_report
2022 no_incidents          unknown         ? ?  —  no_report
2022 ready_strategy        unknown         ? ?  —  no_report
2022 ready_policies        unknown         ? ?  —  no_report
2022 ready_evaluation      unknown         ? ?  —  no_report
2022 ready_indicators      unknown         ? ?  —  no_report
2022 ready_activities      unknown         ? ?  —  no_report
2023 report_on_time        not_set         — —  —  no_due_date
2023 tasks_on_plan         met             7 7  0  —
2023 measures_done         not_set        52 52 0  no_threshold
2023 indicators_improved   met             3 3  0  —
2023 targets_met           not_met         4 5  0  below_target
2023 evaluation_held       met             — —  —  —
2023 evaluation_followed   met             — —  —  —
2023 no_incidents          met             0 —  —  —
2023 ready_strategy        met             — —  —  —
2023 ready_policies        met             1 —  —  —
2023 ready_evaluation      met             — —  —  —
2023 ready_indicators      met             3 3  0  —
2023 ready_activities      met             2 —  —  —
"""

# year indicator             base  baseline target actual change improved target restated
BAMBOO_INDICATORS = """
2020 value_added_rate        2018  24.6  25.2  25.3   0.7  met      met      -
2020 own_brand_sales_share   2018  38.2  40.4  39.8   1.6  met      not_met  -
2020 new_product_rate        2018  13.5  14.1  14.1   0.6  met      met      -
2020 cluster_output          2018  68.4  78    76.1   7.7  not_set  not_met  -
2020 reputation              2018  11.5  12.6  12.4   0.9  not_set  not_met  -
2021 value_added_rate        2018  24.6  25.6  25.6   1    met      met      -
2021 own_brand_sales_share   2018  38.2  41.6  41.7   3.5  met      met      restated
2021 new_product_rate        2018  13.5  14.5  14.5   1    met      met      -
2021 cluster_output          2018  68.4  82.8  83.3  14.9  not_set  met      -
2021 reputation              2018  11.5  13.2  13.2   1.7  not_set  met      -
2022 value_added_rate        2018  24.6  25.9  26     1.4  met      met      -
2022 own_brand_sales_share   2018  38.2  42.7  42.3   4.1  met      not_met  -
2022 new_product_rate        2018  13.5  14.8  14.9   1.4  met      met      -
2022 cluster_output          2018  68.4  87.6  88.6  20.2  not_set  met      -
2022 reputation              2018  11.5  13.7  13.4   1.9  not_set  not_met  -
2023 value_added_rate        2018  24.6  26.2  ?      ?    unknown  unknown  -
2023 own_brand_sales_share   2018  38.2  43.8  ?      ?    unknown  unknown  -
2023 new_product_rate        2018  13.5  15.1  ?      ?    unknown  unknown  -
2023 cluster_output          2018  68.4  92.4  ?      ?    not_set  unknown  -
2023 reputation              2018  11.5  14.3  ?      ?    not_set  unknown  -
"""

TEAWARE_INDICATORS = """
2020 value_added_rate        2018  29.3  30.1  30.3   1    met      met             -
2020 own_brand_sales_share   2018  44    47.8  48.5   4.5  met      met             -
2020 new_product_rate        2018  10.8  12.6  12.2   1.4  met      not_met         -
2020 cluster_output          2018  31.2  35.6  36     4.8  not_set  met             -
2020 premium                 2018  19.5  20.6  20.4   0.9  not_set  not_met         -
2021 value_added_rate        2018  29.3  30.5  30.4   1.1  met      not_met         -
2021 own_brand_sales_share   2018  44    49.8  50     6    met      met             -
2021 new_product_rate        2018  10.8  13.4  13.1   2.3  met      not_met         -
2021 cluster_output          2018  31.2  37.8  36.9   5.7  not_set  not_met         -
2021 premium                 2018  19.5  21.2  21.3   1.8  not_set  met             -
2021 chief_brand_officers    ?     ?     —     4      ?    not_set  not_applicable  -
2022 value_added_rate        2018  29.3  30.9  31     1.7  met      met             -
2022 own_brand_sales_share   2018  44    51.7  52.4   8.4  met      met             -
2022 new_product_rate        2018  10.8  14.3  14.7   3.9  met      met             -
2022 cluster_output          2018  31.2  40    40.7   9.5  not_set  met             -
2022 premium                 2018  19.5  21.7  21.6   2.1  not_set  not_met         -
2022 chief_brand_officers    ?     ?     —     6      ?    not_set  not_applicable  -
"""

SPORTSWEAR_INDICATORS = """
2021 value_added_rate        2020  24.2  —     23.8  -0.4  not_met  not_applicable  -
2021 own_brand_sales_share   2020  54    —     53.8  -0.2  not_met  not_applicable  -
2021 new_product_rate        2020  20.3  —     20.5   0.2  met      not_applicable  -
2021 cluster_output          2020  356.7 —     356.7  0    not_set  not_applicable  -
2021 awareness               2020  20.5  —     20.8   0.3  not_set  not_applicable  -
2022 value_added_rate        2020  24.2  25.8  ?      ?    unknown  unknown         -
2022 own_brand_sales_share   2020  54    57.5  ?      ?    unknown  unknown         -
2022 new_product_rate        2020  20.3  22.1  ?      ?    unknown  unknown         -
2022 cluster_output          2020  356.7 406.7 ?      ?    not_set  unknown         -
2022 awareness               2020  20.5  21.6  ?      ?    not_set  unknown         -
2023 value_added_rate        2020  24.2  26.6  26.2   2    met      not_met         -
2023 own_brand_sales_share   2020  54    59.3  60     6    met      met             -
2023 new_product_rate        2020  20.3  22.9  22.9   2.6  met      met             -
2023 cluster_output          2020  356.7 431.7 434.2 77.5  not_set  met             -
2023 awareness               2020  20.5  22.2  22.2   1.7  not_set  met             -
"""


@cache
def computed() -> Computed:
    edition = edition_of(DEMO_TREE, DEMO_DAY)
    return compute(edition.source, edition.plan)


def told(table: str, dossier: str) -> list[dict[str, object]]:
    frame = computed().frames[table]
    return [dict(row) for row in rows_of(frame[frame["dossier_id"] == dossier])]


def cells(text: str) -> list[list[str]]:
    return sorted(line.split() for line in text.strip().splitlines())


def spelled(row: dict[str, object], column: str) -> str:
    """A value as the tables above have it; `?` not reported, — not applicable."""
    value = row[column]
    if value is None:
        return {NOT_REPORTED: "?", NOT_APPLICABLE: "—"}[str(row[f"{column}_missing"])]
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize(
    ("dossier", "by_hand"),
    [
        ("fujian/shili-bamboo", BAMBOO),
        ("fujian/shili-teaware", TEAWARE),
        ("fujian/shili-sportswear", SPORTSWEAR),
    ],
)
def test_every_verdict_is_the_one_worked_out_by_hand(dossier: str, by_hand: str) -> None:
    columns = ("count", "of", "unknown", "note_code")
    found = [
        [str(row["year"]), str(row["criterion_code"]), str(row["verdict_code"])]
        + [spelled(row, column) for column in columns]
        for row in told("evaluation_results", dossier)
    ]
    assert sorted(found) == cells(by_hand)


@pytest.mark.parametrize(
    ("dossier", "by_hand"),
    [
        ("fujian/shili-bamboo", BAMBOO_INDICATORS),
        ("fujian/shili-teaware", TEAWARE_INDICATORS),
        ("fujian/shili-sportswear", SPORTSWEAR_INDICATORS),
    ],
)
def test_every_indicator_is_compared_as_by_hand(dossier: str, by_hand: str) -> None:
    columns = ("baseline_year", "baseline", "target", "actual", "change")
    found = [
        [
            *(str(row["year"]), str(row["indicator_code"])),
            *(spelled(row, column) for column in columns),
            *(str(row["improved_code"]), str(row["target_code"])),
            "restated" if row["is_restated"] else "-",
        ]
        for row in told("evaluation_indicators", dossier)
    ]
    assert sorted(found) == cells(by_hand)


def test_verdicts_add_up_by_hand() -> None:
    """2021: bamboo, sportswear, stone and teaware of fujian; stone left out its report."""
    rows = rows_of(computed().frames["evaluation_rollups"])
    columns = ("pilots", "met", "not_met", "unknown", "not_set", "not_applicable")
    found = {
        str(row["criterion_code"]): tuple(row[column] for column in columns)
        for row in rows
        if (row["year"], row["group_kind"], row["group_id"]) == (2021, "unit", "fujian")
    }
    assert found["report_on_time"] == (4, 2, 1, 0, 1, 0)
    assert found["indicators_improved"] == (4, 2, 1, 1, 0, 0)
    assert found["targets_met"] == (4, 1, 1, 1, 0, 1)
    assert found["evaluation_followed"] == (4, 2, 0, 1, 0, 1)
