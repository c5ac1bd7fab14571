from __future__ import annotations

import pytest

END = ["_id", "_uuid", "_submission_time", "_index"]
LINK = ["_index", "_parent_table_name", "_parent_index"]


def end(number):
    return [100 + number, f"u{number}", f"2026-01-0{number}T10:00:00", number]


@pytest.fixture
def register(tmp_path):
    """Write a text of persons."""

    def write(text, name="persons.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def export(save_sheets):
    """Write an export: two submissions in Gabon and France, and the households' members."""
    return save_sheets(
        (
            "Enquête",
            [
                ["id/sexe", "id/pays_residence", "id/langues", "id/region_origine", *END],
                ["f", "ga", "fr en", "Ouest", *end(1)],
                ["m", "fr", None, "Sud", *end(2)],
            ],
        ),
        (
            "membres",
            [
                ["membres/sexe_membre", *LINK, "_submission__tags"],
                ["m", 1, "Enquête", 1, None],
                ["f", 2, "Enquête", 1, None],
                ["f", 3, "Enquête", 2, "x"],
            ],
        ),
        (
            "diplomes",
            [
                ["membres/diplomes/niveau", *LINK],
                ["bac", 1, "membres", 2],
                ["bac", 2, "membres", 3],
            ],
        ),
    )


@pytest.fixture
def codebook(save_sheets):
    """Write a form with coded sex, countries and jobs."""
    survey = (
        ["type", "name", "label::English (en)", "label::Français (fr)"],
        ["select_one sexe", "sexe", "Sex", "Sexe"],
        ["select_one pays", "pays_residence", "Country", "Pays de résidence"],
        ["select_multiple metiers", "metiers", "Jobs", "Métiers"],
    )
    choices = (
        ["list_name", "name", "label::English (en)", "label::Français (fr)"],
        ["sexe", 1, "Male", "Homme"],
        ["sexe", 2, "Female", "Femme"],
        ["sexe", 9, "Refused", "Refus"],
        ["pays", "gb", "United Kingdom", "Royaume-Uni"],
        ["pays", "tcd", None, None],
        ["metiers", "sante", "Health and care", "Santé et soins"],
        ["metiers", "soins", "Care", "Soins"],
    )
    return save_sheets(("survey", survey), ("choices", choices), name="form.xlsx")


@pytest.fixture
def cells():
    """Return the cells of a result that have persons, blanks as None."""

    def rows(result, *columns):
        table = result.counts.loc[result.counts["count"] > 0, list(columns)].astype("object")
        return [tuple(row) for row in table.where(table.notna(), None).itertuples(index=False)]

    return rows
