"""The one visible list of rules."""

from brandpilot.checks import CHECKS, CROSS_CHECKS
from brandpilot.checks.rule import each
from brandpilot.messages import catalogue
from support.house import law


class TestList:
    """The one visible list."""

    def test_codes_are_in_order_and_each_is_in_the_catalogue(self) -> None:
        for checks in ([check.code for check in CHECKS], [check.code for check in CROSS_CHECKS]):
            assert checks == sorted(set(checks))
            assert set(checks) <= catalogue().keys()

    def test_every_rule_says_its_code_first(self) -> None:
        for check in (*CHECKS, *CROSS_CHECKS):
            assert (check.rule.__doc__ or "").startswith(f"{check.code}: ")

    def test_only_what_asks_the_day_changes_with_it(self) -> None:
        assert [check.code for check in CHECKS if check.asks_today] == ["C208", "R101"]

    def test_every_rule_is_for_kinds_that_exist(self) -> None:
        kinds = {form.kind for form in law().forms.values()}
        assert all(check.kinds and check.kinds <= kinds for check in CHECKS)

    def test_a_path_goes_through_lists_and_passes_over_what_is_missing(self) -> None:
        data = {"a": [{"b": 1}, {"b": None}, {}, None, [2]], "c": "x"}
        assert list(each(data, ("a", "*", "b"))) == [(("a", 0, "b"), 1)]
        assert list(each(data, ("c", "*"))) == []
        assert list(each(data, ("c", "d"))) == []
        assert list(each(data, ())) == [((), data)]
