"""The World Bank's estimates of remittances: every figure of the source, and what they are."""

import csv
from decimal import Decimal

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import CountsError, UsageError
from diasporamap.readers.reference import WORLD_BANK, read_remittances
from diasporamap.resources import shipped


def shipped_money():
    with (shipped("reference") / "remittances_2017.csv").open(encoding="utf-8") as stream:
        found = {}
        for row in csv.DictReader(stream):
            found.setdefault(row["origin"], []).append(Decimal(row["usd_million"]))
    return found


MONEY_BY_ORIGIN = shipped_money()


def test_remittances_of_every_country_are_those_of_the_source_to_the_last_digit():
    assert len(MONEY_BY_ORIGIN) > 180
    for origin, amounts in MONEY_BY_ORIGIN.items():
        read = dm.read_counts(f"remittances:{origin}").read
        assert read.quantity.exact(int(read.counts["count"].sum())) == sum(amounts), origin
        assert len(read.counts) == len(amounts)


def test_remittances_say_what_they_are():
    counts = dm.read_counts("remittances:SEN")
    assert counts.origin.code == "SEN"
    assert counts.sources == {WORLD_BANK.name: WORLD_BANK}
    assert "not reported data" in WORLD_BANK.note("en")
    assert counts.quantity.title("fr") == "Transferts de fonds reçus au Sénégal, par pays d’envoi"
    assert counts.quantity.title("en") == "Remittances received in Senegal, by sending country"
    assert (
        dm.read_counts("remittances:PHL")
        .quantity.title("fr")
        .startswith("Transferts de fonds reçus aux Philippines")
    )
    table, source = dm.read_remittances("SEN")
    assert source == WORLD_BANK
    assert table["usd_million"].tolist() == counts.table["count"].tolist()


def test_no_money_that_is_estimated_is_no_zero():
    with pytest.raises(CountsError, match=r"no money sent to the country of Taiwan.*is not 0"):
        dm.read_counts("remittances:TWN")
    with pytest.raises(UsageError):
        dm.read_counts("remittances:XXX")
    with pytest.raises(UsageError, match="The counts are of people from SEN, not from CMR"):
        dm.release("remittances:SEN", origin="CMR")


def test_remittances_are_those_of_one_origin_and_say_that_they_are_estimates():
    money, source = read_remittances("SEN")
    assert money.dtypes.astype(str).to_dict() == {"place": "string", "usd_million": "float64"}
    every = pd.read_csv(shipped("reference") / "remittances_2017.csv", keep_default_na=False)
    own = every[every["origin"] == "SEN"]
    assert money["place"].tolist() == own["place"].tolist()
    assert money["usd_million"].tolist() == own["usd_million"].tolist()
    assert len(money) > 20
    assert "Analytical estimates" in source.note_en
    assert "Estimations analytiques" in source.note_fr
    assert source.published
    assert read_remittances("ATA")[0].empty
    with pytest.raises(UsageError, match="no country code"):
        read_remittances("XYZ")
