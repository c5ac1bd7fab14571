"""What ships with the package, and libraries that some formats need."""

from __future__ import annotations

import pytest

from diasporamap.errors import UsageError
from diasporamap.resources import require_library


def test_a_library_that_is_not_there_is_named_with_what_installs_it():
    require_library("json", "report", "a.docx")
    told = r'a\.docx needs a library that is not installed.*pip install "diasporamap\[report\]"'
    with pytest.raises(UsageError, match=told):
        require_library("no_such_library", "report", "a.docx")
