from __future__ import annotations

import pytest

from diasporamap.counts.sources import Source, read_sources, sources_file_of
from diasporamap.errors import CountsError


@pytest.fixture
def problems(tmp_path):
    def read(content):
        path = tmp_path / "a.sources.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(CountsError) as caught:
            read_sources(path)
        assert all(problem.file == str(path) for problem in caught.value.problems)
        return [problem.message for problem in caught.value.problems]

    return read


def test_a_source_is_read(tmp_path):
    path = tmp_path / "a.sources.toml"
    path.write_text(
        '[source.desa]\ntitle = "Stock"\ncitation_fr = "ONU"\ncitation_en = "UN"\n'
        'published = true\ndefinition = "born_in"\n',
        encoding="utf-8",
    )
    desa = Source("desa", "Stock", "ONU", "UN", published=True, definition="born_in")
    assert read_sources(path) == {"desa": desa}
    assert (desa.citation("fr"), desa.citation("en")) == ("ONU", "UN")


def test_a_note_is_read_in_both_languages(problems, tmp_path):
    path = tmp_path / "noted.sources.toml"
    start = '[source.a]\ntitle = "t"\ncitation_fr = "f"\ncitation_en = "e"\nnote_fr = "N."\n'
    path.write_text(start + 'note_en = "M."\n', encoding="utf-8")
    source = read_sources(path)["a"]
    assert (source.note("fr"), source.note("en")) == ("N.", "M.")
    assert Source("a", "t", "f", "e").note("fr") == ""
    assert problems(start) == ["source 'a' has note_fr and no note_en"]
    assert problems(start + "note_en = 3\n") == ["source 'a', note_en: wrong kind"]


def test_nothing_is_published_unless_it_says_so():
    assert not Source("a", "t", "f", "e").published


def test_the_sources_file_stands_beside_the_table(tmp_path):
    assert sources_file_of(tmp_path / "a.csv") == tmp_path / "a.sources.toml"


def test_every_problem_is_listed(problems):
    assert problems(
        '[source.a]\ntitle = "t"\ncitation_fr = 3\npublished = "yes"\nlicense = "x"\n'
        'definition = "born"\n'
    ) == [
        "source 'a' has no key 'license' to know",
        "source 'a', citation_fr: wrong kind",
        "source 'a', published: wrong kind",
        "source 'a' has no citation_en",
        "source 'a': 'born' is not a definition",
    ]


@pytest.mark.parametrize("content", ["", 'title = "t"', "[sources.a]", "source = 3"])
def test_a_file_without_sources_is_refused(problems, content):
    assert problems(content)[0] == "no [source.NAME] table is found"


@pytest.mark.parametrize("content", ["[source", "é = 1".encode("cp1252")])
def test_a_file_that_is_not_toml_is_refused(problems, content):
    assert problems(content)[0].startswith("the sources file is not TOML")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CountsError, match="cannot be read: No such file"):
        read_sources(tmp_path / "none.toml")


@pytest.mark.usefixtures("french")
def test_a_sources_file_is_refused_in_french(tmp_path):
    path = tmp_path / "s.toml"
    for text, told in (
        ("a = = 1", r"n’est pas du TOML \(ligne 1, caractère 5\)\. Corrigez cette ligne"),
        ("[source.a]\ntitle = 1", r"title\xa0: valeur d’un mauvais type\. Écrivez un texte entre"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CountsError, match=told):
            read_sources(path)
