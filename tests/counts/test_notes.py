import pytest

from diasporamap.counts.notes import REPEATED, is_doubtful, is_left_out, without_sums


@pytest.mark.parametrize(
    ("note", "left_out", "doubtful", "untold"),
    [
        ("left out 3 rows of totals", True, False, "left out 3 rows of totals"),
        (f"{REPEATED}4", False, True, f"{REPEATED}4"),
        ("counted 12 persons", False, False, ""),
        ("rows do not add up (5 and 7)", False, True, "rows do not add up"),
        (
            "women are the total less the men (b)",
            False,
            False,
            "women are the total less the men (b)",
        ),
        ("left out X (830), which is no single place (A)", True, True, None),
    ],
)
def test_notes_are_told_apart(note, left_out, doubtful, untold):
    assert is_left_out(note) == left_out
    assert is_doubtful(note) == doubtful
    assert without_sums(note) == (note if untold is None else untold)
