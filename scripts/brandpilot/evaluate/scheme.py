"""A scheme of weights: only with one is there a composite score, and the file says whose it is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from brandpilot.evaluate.criteria import CRITERIA, MET, NOT_MET, UNKNOWN
from brandpilot.evaluate.pilots import Result

_HUNDREDTH = Decimal("0.01")
_HEAVIEST = 1000
_LARGEST = 16_384
"""Bytes: nobody needs more for a dozen weights, and a small file can ask for much memory."""
_FIELDS = {"scheme": str, "title": str, "official": bool, "note": str, "weights": dict}


class SchemeError(Exception):
    """A file that is no scheme; the text is for the person who named it."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Weights by criterion, above zero; `name` bears the version, e.g. `example/1`."""

    name: str
    title: str
    is_official: bool
    note: str
    weights: Mapping[str, Decimal]
    sha256: str


@dataclass(frozen=True, slots=True)
class Score:
    """Of a hundred: the least and the most that it can be, for unknown may turn out either way.

    None where none of the criteria applies.
    """

    least: float | None
    most: float | None


def read_scheme(raw: bytes) -> Scheme:
    """Read a scheme (TOML). Raises SchemeError."""
    if len(raw) > _LARGEST:
        message = f"评分方案超过 {_LARGEST} 字节。"
        raise SchemeError(message)
    try:
        told = tomllib.loads(raw.decode("utf-8"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        message = f"评分方案不是 UTF-8 的 TOML 文件：{error}。"
        raise SchemeError(message) from None
    if set(told) != set(_FIELDS) or any(type(told[k]) is not t for k, t in _FIELDS.items()):
        message = f"评分方案应有 {'、'.join(_FIELDS)}，不能有其他。"
        raise SchemeError(message)
    weights = {code: _weight(code, value) for code, value in told["weights"].items()}
    if not weights:
        message = "评分方案没有写权重。"
        raise SchemeError(message)
    return Scheme(
        told["scheme"],
        told["title"],
        told["official"],
        told["note"],
        weights,
        sha256(raw).hexdigest(),
    )


def score(scheme: Scheme, results: Mapping[str, Result]) -> Score:
    """Weigh a pilot's results; what does not apply, or has no rule, takes no part."""
    verdicts = {code: results[code].verdict for code in scheme.weights}
    sums = {
        verdict: sum(
            (weight for code, weight in scheme.weights.items() if verdicts[code] == verdict),
            Decimal(0),
        )
        for verdict in (MET, NOT_MET, UNKNOWN)
    }
    total = sum(sums.values(), Decimal(0))
    if not total:
        return Score(None, None)
    return Score(_of_hundred(sums[MET], total), _of_hundred(sums[MET] + sums[UNKNOWN], total))


def _of_hundred(part: Decimal, total: Decimal) -> float:
    return float((100 * part / total).quantize(_HUNDREDTH, ROUND_HALF_UP))


def _weight(code: str, value: object) -> Decimal:
    if code not in CRITERIA:
        message = f"评分方案中的「{code}」不是评价事项；可用：{'、'.join(CRITERIA)}。"
        raise SchemeError(message)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    weight = Decimal(str(value)) if is_number else Decimal(0)
    if not weight.is_finite() or not 0 < weight <= _HEAVIEST:
        message = f"评分方案中「{code}」的权重应是大于 0、不大于 {_HEAVIEST} 的数。"
        raise SchemeError(message)
    return weight
