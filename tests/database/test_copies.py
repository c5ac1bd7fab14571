import pytest

import diasporamap as dm
from diasporamap.database import backup, load, restore
from diasporamap.database.copies import _tables
from diasporamap.errors import DataError, UsageError
from diasporamap.store.connection import opened


def tables(database):
    with opened(database) as store:
        return {name: table.to_pylist() for name, table in _tables(store).items()}


@pytest.fixture
def loaded(database, register):
    load(database, register())
    load(database, register(("FRA", 2024, 901, 800), name="b.csv"), reason="counted again")
    return database


def test_a_backup_restores_to_equal_tables(loaded, tmp_path, register):
    kept = tables(loaded)
    assert backup(loaded, "backups/a.duckdb") == 3
    assert (tmp_path / "backups" / "a.duckdb").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["a.duckdb"]
    load(loaded, register(("FRA", 2024, 5, 5), name="wrong.csv"), reason="by mistake")
    with pytest.raises(UsageError, match="--force"):
        restore("backups/a.duckdb", loaded)
    assert restore("backups/a.duckdb", loaded, force=True) == 3
    assert tables(loaded) == kept
    assert restore("backups/a.duckdb", "elsewhere.duckdb") == 3
    assert tables("elsewhere.duckdb") == kept
    load("elsewhere.duckdb", register(("ITA", 2024, 5, 5), name="c.csv"))
    assert dm.read_counts("elsewhere.duckdb").table["count"].sum() == 2436


def test_a_backup_of_a_server_is_a_file_and_goes_back_to_one(request, loaded, register):
    if loaded.startswith("postgresql"):
        other = request.getfixturevalue("new_on_server")()
    else:
        other = "other.duckdb"
    backup(loaded, "a.duckdb")
    restore("a.duckdb", other)
    assert tables(other) == tables(loaded)
    assert load(other, register(("ITA", 2024, 5, 5), name="c.csv")).number == 4


def test_a_backup_writes_over_nothing_and_what_is_no_backup_changes_nothing(loaded, tmp_path):
    before = tables(loaded)
    backup(loaded, "a.duckdb")
    with pytest.raises(UsageError, match="there already"):
        backup(loaded, "a.duckdb")
    with pytest.raises(UsageError, match=r"ends in \.duckdb"):
        backup(loaded, "a.zip")
    (tmp_path / "no.duckdb").write_text("no database" * 1000)
    with pytest.raises(DataError, match="no database"):
        restore("no.duckdb", loaded, force=True)
    assert tables(loaded) == before
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_database_is_restored_and_its_log_is_no_part_of_it(tmp_path, register):
    from diasporamap.database import create

    create(tmp_path / "d.duckdb", origin="CMR")
    load(tmp_path / "d.duckdb", register())
    backup(tmp_path / "d.duckdb", tmp_path / "a.duckdb")
    kept = tables(tmp_path / "d.duckdb")
    (tmp_path / "d.duckdb").write_bytes(b"\0" * 8192)
    (tmp_path / "d.duckdb.wal").write_bytes(b"nonsense")
    restore(tmp_path / "a.duckdb", tmp_path / "d.duckdb", force=True)
    assert not (tmp_path / "d.duckdb.wal").exists()
    assert tables(tmp_path / "d.duckdb") == kept
