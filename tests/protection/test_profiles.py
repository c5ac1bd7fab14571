from __future__ import annotations

import pytest

from diasporamap.errors import UsageError
from diasporamap.protection import PROFILES, STANDARD, STRICT, Profile, profile_named
from diasporamap.protection.profiles import ENTRIES


def test_standard_is_five_and_strict_is_ten():
    assert (STANDARD.threshold, STRICT.threshold) == (5, 10)
    assert (STANDARD.base, STRICT.base) == (50, 100)
    assert list(PROFILES) == ["standard", "strict"]


def test_a_profile_is_found_by_name_or_passes():
    assert profile_named("strict") is STRICT
    own = Profile("own", 7)
    assert profile_named(own) is own


def test_an_unknown_name_is_refused_with_the_choice():
    with pytest.raises(UsageError, match=r"'lax' is not a profile\. Choose standard or strict"):
        profile_named("lax")


@pytest.mark.parametrize("threshold", [-1, 0, 1, 3])
def test_a_threshold_that_protects_nobody_is_refused(threshold):
    with pytest.raises(UsageError, match="protects nobody"):
        Profile("open", threshold)


def test_every_profile_says_why_in_both_languages():
    for entry in ENTRIES.values():
        assert entry.keys() == {"threshold", "base", "reason"}
        assert all(entry["reason"][language].endswith(".") for language in ("fr", "en"))


@pytest.mark.usefixtures("french")
def test_a_profile_that_there_is_not_is_refused_in_french():
    with pytest.raises(UsageError, match="n’est pas un profil"):
        profile_named("lax")
