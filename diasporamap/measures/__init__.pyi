from .measure import (
    MEASURES,
    Form,
    Measure,
    stocks,
    usual_measures,
)
from .values import (
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
