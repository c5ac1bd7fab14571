from __future__ import annotations

import hashlib

from diasporamap.counts.schema import check_counts
from diasporamap.places.countries import match_place
from diasporamap.readers.example import example_path, read_example
from diasporamap.resources import shipped


def test_the_figures_of_the_source():
    counts, _ = read_example()
    assert len(counts) == 698
    assert counts["place"].nunique() == 57
    assert sorted(counts["year"].unique()) == list(range(1990, 2021, 5))
    last = counts[counts["year"] == 2020]
    assert last.groupby("sex")["count"].sum().to_dict() == {"F": 221_636, "M": 219_379}
    france = last[last["place"] == "FRA"].set_index("sex")["count"]
    assert france.to_dict() == {"F": 58_769, "M": 34_214}


def test_the_example_keeps_the_schema_and_knows_its_places():
    counts, _ = read_example()
    check_counts(counts)
    for place in counts["place"].unique():
        assert match_place(place).place == place


def test_the_source_is_published_and_cited_in_both_languages():
    _, sources = read_example()
    (desa,) = sources.values()
    assert desa.name == "undesa_2020"
    assert desa.published
    assert desa.definition == "born_in"
    assert desa.licence == "CC BY 3.0 IGO"
    assert desa.citation("fr").startswith("Nations Unies")
    assert desa.citation("en").startswith("United Nations, Department of Economic")


def test_the_readme_states_the_hash_of_the_table():
    found = hashlib.sha256(example_path().read_bytes()).hexdigest()
    assert found in (shipped("examples") / "README.md").read_text(encoding="utf-8")
