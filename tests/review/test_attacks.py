"""Every attack loses, meets the codes that it should, and would win without them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from review.attacks import ATTACKS, BYPASSES, Attack
from review.playing import bitten, failed, gate, harvested, records, remarks, run, without
from standin.honest import assert_honest
from standin.stage import Stage, stage

told = pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.name)
passed = pytest.mark.parametrize("attack", BYPASSES, ids=lambda one: one.name)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as raised:
        yield raised
        assert_honest(raised.server.traffic)


@told
def test_the_gate_stays_shut_and_opens_only_without_these_rules(
    attack: Attack, there: Stage
) -> None:
    number = attack.plays(there)
    plan = gate(there, number)
    assert (bitten(plan), remarks(plan)) == (attack.meets, attack.remarked)
    with without(*attack.meets):
        assert gate(there, number, post=False)["state"] == "success"


@passed
def test_a_merge_past_the_rules_is_on_record_and_counts_for_nothing(
    attack: Attack, there: Stage
) -> None:
    attack.plays(there)
    with without(*attack.meets):
        code, out = run(there, "harvest")
        assert code == 0, out
        written = there.checkout() / "submissions/fujian/shili-rattan/2017-recommendation.yaml"
        assert "verdict: fail" not in written.read_text("utf-8")
        written.unlink()
    (record,) = harvested(there).values()
    assert failed(record) == attack.meets
    assert records(there)
    code, out = run(there, "status", "fujian/shili-rattan", "--as-of", "2017-09-01")
    assert "已推荐" not in out
