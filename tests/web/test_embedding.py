from __future__ import annotations

import hashlib
import json
import tomllib

import pytest

from diasporamap.web import embedding

NASTY = ["</script>", "<!--", "]]>", "a & b", "\u2028", "\u2029", '"', "\\", "L'été"]


@pytest.mark.parametrize("text", NASTY)
def test_a_text_comes_back_as_it_was(text):
    assert json.loads(embedding.json_text({"text": text})) == {"text": text}


@pytest.mark.parametrize("sign", ["<", ">", "&", "\u2028", "\u2029"])
def test_nothing_in_json_can_end_a_script(sign):
    assert sign not in embedding.json_text(NASTY)


def test_json_refuses_numbers_that_are_none():
    with pytest.raises(ValueError, match="JSON"):
        embedding.json_text({"value": float("nan")})


@pytest.mark.parametrize("folder", [embedding.LEAFLET, embedding.FONTS])
def test_what_is_embedded_is_what_its_provenance_says(folder):
    stated = tomllib.loads((folder / "PROVENANCE.toml").read_text(encoding="utf-8"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.suffix != ".toml"
    }
    assert found == stated["sha256"]


def test_leaflet_is_the_version_of_its_provenance():
    stated = tomllib.loads((embedding.LEAFLET / "PROVENANCE.toml").read_text(encoding="utf-8"))
    assert f"Leaflet {stated['version']}" in embedding.leaflet_script()


def test_a_page_carries_the_letters_of_the_house_alone():
    rules = embedding.page_fonts("Open Sans")
    assert rules.count("@font-face") == len(embedding.WEIGHTS)
    assert len(rules) < 45_000
    assert embedding.page_fonts("Georgia") == ""


def test_leaflet_asks_for_no_file():
    assert "sourceMappingURL" not in embedding.leaflet_script()
    assert "url(" not in embedding.leaflet_style()
    assert ".leaflet-pane" in embedding.leaflet_style()


def test_no_asset_can_end_its_element():
    for path in embedding.ASSETS.glob("page.*s"):
        assert "</script" not in embedding.asset(path.name)
        assert "</style" not in embedding.asset(path.name)
