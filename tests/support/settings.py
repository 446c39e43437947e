"""Calls that set everything that a rule may ask for."""

from brandpilot.findings import Json

CALL = "fujian/2017-734"
BASE_YEARS_CALL = "fujian/2017-801"
ONE_MORE_INDICATOR_CALL = "fujian/2017-802"

NAMED = ["value_added_rate", "own_brand_sales_share", "new_product_rate"]
_SETTINGS: dict[str, Json] = {
    "year": 2017,
    "form": "application/2017",
    "issuer": "fujian",
    "period_years": {"min": 1, "max": 3},
    "required_indicators": NAMED,
    "text_limits": [{"pointer": "/plan/tasks/*/goal", "max": 300}],
}
CALLS = {
    CALL: _SETTINGS,
    BASE_YEARS_CALL: {**_SETTINGS, "base_years": [2014, 2015, 2016]},
    ONE_MORE_INDICATOR_CALL: {**_SETTINGS, "required_indicators": [*NAMED, "competitiveness"]},
}
"""Calls that set everything that a rule may ask for."""
