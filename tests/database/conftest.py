"""Databases to test with: a file of DuckDB, and one of a PostgreSQL server of the tests' own."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from diasporamap.database import create
from tests.database.rows import ROWS

SOURCES = """\
[source.register]
title = "Invented register"
citation_fr = "Registre inventé"
citation_en = "Invented register"
definition = "registered"
"""


def programs_of_postgresql():
    """Return the folder of the server's programs, as Debian keeps them; None without."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    return Path(where).resolve().parent if (where := shutil.which("initdb")) else None


@pytest.fixture(scope="session")
def server():
    """Start a PostgreSQL server on a socket of its own; root does it as another user."""
    programs = programs_of_postgresql()
    assert programs, "PostgreSQL is not installed: make postgresql"
    folder = Path(tempfile.mkdtemp(prefix="dm-pg-"))
    another = []
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        another = ["runuser", "-u", "postgres", "--"]

    def run(*command):
        return subprocess.run(
            [*another, *map(str, command)], check=True, capture_output=True, cwd="/", timeout=120
        )

    data = folder / "data"
    run(programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=20"
    start = (programs / "pg_ctl", "-D", data, "-o", options, "-w")
    run(*start, "-l", folder / "log", "start")
    try:
        yield folder
    finally:
        run(*start, "-m", "immediate", "stop")
        shutil.rmtree(folder)


_numbers = itertools.count(1)


def new_database(server, template="template1"):
    """Make a database on the server, as another one is that nobody uses; return its address."""
    import psycopg

    name, where = f"t{next(_numbers)}", f"host={server}&user=postgres"
    with psycopg.connect(f"postgresql:///postgres?{where}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"postgresql:///{name}?{where}"


@pytest.fixture
def new_on_server(request):
    """Return addresses of new databases of the server."""
    return lambda: new_database(request.getfixturevalue("server"))


@pytest.fixture(scope="session")
def empty_on_server(server):
    """Make a database of people from Cameroon on the server once; return its name."""
    address = new_database(server)
    create(address, origin="CMR", author="the tests")
    return urlsplit(address).path.strip("/")


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """Make a database of people from Cameroon once, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "d.duckdb"
    create(path, origin="CMR", author="the tests")
    return path


@pytest.fixture(params=["duckdb", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request, tmp_path, monkeypatch):
    """Make a database of people from Cameroon; the tests run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIASPORAMAP_AUTHOR", "the tests")
    if request.param == "duckdb":
        shutil.copy(request.getfixturevalue("empty"), "d.duckdb")
        return "d.duckdb"
    template = request.getfixturevalue("empty_on_server")
    return new_database(request.getfixturevalue("server"), template)


@pytest.fixture
def register(tmp_path):
    """Write counts of a register and its sources file."""

    def write(*rows, name="register.csv", sources=SOURCES):
        lines = [f"{place},{year},{women},{men}\n" for place, year, women, men in rows or ROWS]
        path = tmp_path / name
        path.write_text("place,year,women,men\n" + "".join(lines), encoding="utf-8")
        if sources:
            beside = tmp_path / f"{path.stem}.sources.toml"
            beside.write_text(sources, encoding="utf-8")
        return path

    return write
