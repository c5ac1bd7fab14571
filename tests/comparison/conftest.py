"""Sources with ranges, single figures, zero, agreement and hidden figures in several ways."""

from __future__ import annotations

import pytest

from diasporamap.comparison import compare_counts

#: Germany is hidden in the register, Belgium in both, Luxembourg agrees, Mali and Kenya have zeros.
TABLES = {
    "stock": "place,women,men\nFRA,58769,34214\nDEU,8000,9000\nBEL,1,2\nLUX,60,40\nMLI,0,0\n"
    "KEN,0,0\nGAB,24000,26906\nUSA,35000,35087\nNGA,20000,32489\n",
    "register": "place,women,men\nFRA,60000,60000\nDEU,2,2\nBEL,2,1\nLUX,50,50\nKEN,12000,9000\n"
    "GAB,3000,3733\nITA,7000,8613\nISL,3,1\n",
}


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """Two files with their sources files."""
    folder = tmp_path_factory.mktemp("compared")
    for name, definition in (("stock", "born_in"), ("register", "registered")):
        folder.joinpath(f"{name}.csv").write_text(TABLES[name], encoding="utf-8")
        folder.joinpath(f"{name}.sources.toml").write_text(
            f'[source.{name}]\ntitle = "T"\ncitation_fr = "Cité {name}"\n'
            f'citation_en = "Cited {name}"\ndefinition = "{definition}"\n',
            encoding="utf-8",
        )
    return [folder / f"{name}.csv" for name in TABLES]


@pytest.fixture(scope="session")
def comparison(files):
    return compare_counts(files)
