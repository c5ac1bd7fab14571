"""An origin knows its levels, and two origins are not one."""

from __future__ import annotations

import pytest

from diasporamap.counts.origin import require_origin
from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import UsageError


def test_a_level_that_there_is_not_is_refused_with_those_that_there_are():
    assert read_origin("CMR").level("division").one.fr == "département"
    with pytest.raises(UsageError, match="Choose among: region, division"):
        read_origin("CMR").level("province")
    with pytest.raises(UsageError, match="No parts of Tuvalu are known"):
        read_origin("TUV").level("region")


def test_two_origins_are_not_one():
    require_origin(read_origin("SEN"), read_origin("SEN"), "The districts are those")
    with pytest.raises(UsageError, match="those of Cameroon and the counts those of Sen"):
        require_origin(read_origin("CMR"), read_origin("SEN"), "The districts are those")
