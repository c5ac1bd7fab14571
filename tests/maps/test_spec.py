import pytest

from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec


def test_stocks_are_circles_and_rates_are_colours():
    assert MapSpec(measure="women").drawn_as == "circles"
    assert MapSpec(measure="share_women").drawn_as == "choropleth"


def test_a_stock_is_coloured_only_when_asked_for_by_name():
    assert MapSpec(measure="total", kind="choropleth").drawn_as == "choropleth"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"measure": "median"}, "'median' is not a measure. Choose total, women"),
        ({"measure": "share_women", "kind": "circles"}, "rates are drawn as colours"),
        ({"kind": "bars"}, "'bars' is not a kind"),
        ({"language": "de"}, "Choose fr or en"),
        ({"classification": "guess"}, "'guess' is not a classification"),
        ({"measure": "share_women", "breaks": (50.0, 40.0)}, "breaks 50, 40 make no classes"),
        ({"measure": "share_women", "breaks": ()}, "breaks \\(none\\) make no classes"),
        ({"measure": "share_women", "breaks": (float("nan"),)}, "make no classes"),
        ({"breaks": (10.0,)}, "Circles have no classes"),
        ({"classes": 5}, "Circles have no classes"),
        ({"classification": "auto"}, "Circles have no classes"),
        (
            {"kind": "choropleth", "breaks": (9.0,), "classes": 3},
            "With breaks there is nothing to find",
        ),
        ({"classes": 1}, "Choose 2 to 7"),
        ({"classes": 8}, "Choose 2 to 7"),
        ({"labels": -1}, "Choose 0 or more"),
    ],
)
def test_a_spec_that_makes_no_sense_is_refused_with_the_hint(options, says):
    with pytest.raises(UsageError, match=says):
        MapSpec(**options)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"classes": 5}, "Une carte de type circles n’a pas de classes."),
        ({"measure": "share_women", "kind": "circles"}, "share_women est un taux\u202f; les taux"),
        ({"size": "40x30mm"}, "40x30mm fait 40 mm sur 30\u00a0: trop petit pour des textes de 7"),
        ({"style": "none", "facet": "month"}, "«\u00a0month\u00a0» ne fait pas de petites cartes."),
    ],
)
def test_a_spec_is_refused_in_french(options, says):
    with pytest.raises(UsageError) as refused:
        MapSpec(**options)
    assert str(refused.value).startswith(says)
