"""What a call may set."""

import pytest

from brandpilot.checks import settings
from brandpilot.checks.rule import Rule
from brandpilot.findings import Json
from support.rules import at, hits


class TestSettings:
    """What a call sets can be kept, and names what exists."""

    @staticmethod
    def judged(rule: Rule, **call: Json) -> list[str]:
        return at(hits(rule, {"call": call}, path="docs/notices/fujian/2017-1.md"))

    @pytest.mark.parametrize(
        ("low", "high", "passes"),
        [(1, 3, True), (3, 3, True), (4, 3, False), (None, 3, True), (3, None, True)],
    )
    def test_the_least_is_not_above_the_most(
        self, low: int | None, high: int | None, *, passes: bool
    ) -> None:
        limits = {"min": low, "max": high}
        assert self.judged(settings.range_in_order, quota=limits) == (
            [] if passes else ["/call/quota"]
        )
        found = self.judged(settings.range_in_order, period_years=limits, quota=None)
        assert found == ([] if passes else ["/call/period_years"])

    @pytest.mark.parametrize(
        ("limited", "form", "passes"),
        [
            ("/plan/tasks/*/goal", "application/2017", True),
            ("/plan/tasks/goal", "application/2017", False),
            ("/plan/aims", "application/2017", False),
            ("/plan/aims", None, True),
            ("/plan/aims", "application/2099", True),
        ],
    )
    def test_a_limited_text_is_one_of_the_form(
        self, limited: str, form: str | None, *, passes: bool
    ) -> None:
        found = self.judged(
            settings.limit_of_a_field, form=form, text_limits=[{"pointer": limited}]
        )
        assert found == ([] if passes else ["/call/text_limits/0/pointer"])

    def test_the_form_is_one_that_there_is(self) -> None:
        assert self.judged(settings.form_exists, form="application/2017") == []
        assert self.judged(settings.form_exists, form=None) == []
        assert self.judged(settings.form_exists, form="application/2099") == ["/call/form"]

    def test_a_notice_that_is_no_call_sets_nothing(self) -> None:
        for rule in (settings.range_in_order, settings.limit_of_a_field, settings.form_exists):
            assert hits(rule, {"call": None}, path="docs/notices/fujian/2017-1.md") == []
