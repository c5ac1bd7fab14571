import pytest

import diasporamap as dm
from diasporamap.districts import districts_on, read_districts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import UsageError
from diasporamap.points import missions_on, points_of


def test_missions_of_the_origin_are_points_in_both_languages():
    points = missions_on(DistrictChoice())
    missions = read_districts().missions
    assert len(points) == missions["mission"].nunique()
    assert {kind.key for kind in points.kinds} == set(missions["kind"])
    assert len({kind.sign for kind in points.kinds}) == len(points.kinds)
    assert "Consulat général à Lagos" in points.names("fr")
    assert "Consulate General in Lagos" in points.names("en")
    assert points.table.set_index("name").at["Consulat général à Lagos", "country"] == "NGA"


def test_the_shipped_missions_cite_their_sources_and_own_tables_their_file(tmp_path):
    french, english = missions_on(DistrictChoice()).credit
    assert french.startswith("Missions du Cameroun\u00a0: Wikidata, décrets")
    assert english.startswith("Missions of Cameroon: Wikidata, decrees")
    for credit in (french, english):
        assert ".csv" not in credit
        assert "GeoNames (CC BY 4.0)" in credit
    shipped = read_districts()
    for name in ("missions", "memberships"):
        getattr(shipped, name).to_csv(tmp_path / f"{name}.csv", index=False)
    own = read_districts(tmp_path / "memberships.csv", missions=tmp_path / "missions.csv")
    assert missions_on(DistrictChoice(own)).credit == (
        "Missions du Cameroun\u00a0: tableau missions.csv.",
        "Missions of Cameroon: table missions.csv.",
    )


def test_missions_are_those_of_the_day():
    before = missions_on(DistrictChoice(day="2012-07-18"))
    after = missions_on(DistrictChoice(day="2012-07-19"))
    assert "Consulat à Bouar" not in before.names("fr")
    assert "Consulat à Bouar" in after.names("fr")
    held = set(districts_on(read_districts(), "2012-07-19")["district"])
    assert len(after) >= len(held)
    assert after.credit[1].endswith("As of 19 July 2012.")


def test_an_origin_without_missions_is_refused():
    choice = DistrictChoice(origin=dm.read_origin("TUV"))
    with pytest.raises(UsageError, match="No missions of Tuvalu are known"):
        points_of("missions", choice, by=["country"])


def test_missions_on_a_map_of_districts_are_there_already():
    release = dm.release("undesa:CMR")
    with pytest.raises(UsageError, match="shows the missions already"):
        release.map(by="district", points="missions")
    with pytest.raises(UsageError, match="shows the missions already"):
        release.page(by=["district"], points="missions")
