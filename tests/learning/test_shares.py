"""A share of a batch: its random numbers are those of the whole batch, whatever is shared with how many."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from gesture_app.hands.features import FeatureSpec
from gesture_app.learning.bank import fill_bank
from gesture_app.learning.examples import varied_examples
from gesture_app.learning.lesson import DropoutOfShare
from gesture_app.learning.processes import ALONE, Team, working_together
from made_gestures import takes_of

LABELS = ["fist", "open", "swipe"]
ROWS = np.array([0, 3, 5, 1, 4, 2, 0])


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_shares_are_everything_once_and_differ_by_one_at_most(count):
    shares = [Team(number, count).share(32) for number in range(count)]

    assert [row for share in shares for row in range(32)[share]] == list(range(32))
    sizes = [len(range(32)[share]) for share in shares]
    assert max(sizes) - min(sizes) <= 1


def test_shares_of_a_batch_make_up_the_whole_batch():
    spec, bank = FeatureSpec(), fill_bank(takes_of(*LABELS, count=2), LABELS, FeatureSpec())
    whole = varied_examples(bank, ROWS, 3, spec, np.random.default_rng(5))
    shares = [Team(number, 3).share(len(ROWS)) for number in range(3)]
    parts = [varied_examples(bank, ROWS, 3, spec, np.random.default_rng(5), own) for own in shares]

    np.testing.assert_allclose(np.concatenate([part.features for part in parts]), whole.features, atol=1e-4)
    for part in parts:
        np.testing.assert_array_equal(part.target, whole.target)
        np.testing.assert_array_equal(part.length, whole.length)


def test_a_share_is_drawn_with_as_many_numbers_as_the_whole_batch():
    spec, bank = FeatureSpec(), fill_bank(takes_of(*LABELS, count=2), LABELS, FeatureSpec())
    first, second = np.random.default_rng(5), np.random.default_rng(5)
    varied_examples(bank, ROWS, 3, spec, first)
    varied_examples(bank, ROWS, 3, spec, second, slice(2, 4))

    assert first.random() == second.random()


def test_of_a_share_is_dropped_what_is_dropped_of_it_in_the_whole_batch():
    length = torch.tensor([3, 1, 4, 2])
    steps, takes = torch.rand(10, 6), torch.rand(4, 5)
    torch.manual_seed(1)
    whole = nn.Dropout(0.4)
    expected = [whole(steps)[4:], whole(takes)[2:]]
    torch.manual_seed(1)
    share = DropoutOfShare(0.4)
    share.expect(length, slice(2, 4))

    for found, wanted in zip([share(steps[4:]), share(takes[2:])], expected, strict=True):
        torch.testing.assert_close(found, wanted)


def test_nothing_is_dropped_while_nothing_is_learned():
    share = DropoutOfShare(0.4).eval()
    values = torch.rand(3, 2)

    assert share(values) is values


def test_one_process_by_itself_waits_for_nobody():
    with working_together() as team:
        assert team is ALONE
        assert team.each([1, 2, 3], lambda item: 2 * item, int) == [2, 4, 6]
        assert team.of_first(1.5, 2.5) == (1.5, 2.5)
        assert team.told({"a": 1}) == [{"a": 1}]


def test_a_launcher_of_one_process_makes_no_team(monkeypatch):
    for name, value in {"RANK": "0", "WORLD_SIZE": "1", "MASTER_ADDR": "nowhere", "MASTER_PORT": "1"}.items():
        monkeypatch.setenv(name, value)

    with working_together() as team:
        assert team.alone
