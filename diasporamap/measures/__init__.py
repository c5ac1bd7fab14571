"""Protected counts to measures: what a map shows of each place, and their registry."""

from diasporamap.measures.entries import FEWEST_NAMED
from diasporamap.measures.measure import (
    MEASURES,
    Form,
    Measure,
    stocks,
    usual_measures,
)
from diasporamap.measures.values import (
    STATES,
    UNKNOWN_BLANKED,
    UNKNOWN_NOTED,
    OriginRate,
    SexQuality,
    Values,
    measure_table,
    measure_values,
    overall_value,
    rate_of_origin,
    sex_quality,
)

__all__ = [
    "FEWEST_NAMED",
    "MEASURES",
    "STATES",
    "UNKNOWN_BLANKED",
    "UNKNOWN_NOTED",
    "Form",
    "Measure",
    "OriginRate",
    "SexQuality",
    "Values",
    "measure_table",
    "measure_values",
    "overall_value",
    "rate_of_origin",
    "sex_quality",
    "stocks",
    "usual_measures",
]
