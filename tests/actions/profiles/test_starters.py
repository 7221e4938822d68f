"""Templates: made of gestures that everybody has, and of keys that there are."""

from __future__ import annotations

import pytest

from gesture_app.actions.action import PressKeys, RunCommand
from gesture_app.actions.key_names import key_problem
from gesture_app.actions.profiles.checking import check_profile
from gesture_app.actions.profiles.starters import STARTERS, Starter
from gesture_app.actions.risks import risky
from gesture_app.folders import built_in_folder
from gesture_app.learning.model_card import read_card
from gesture_app.learning.ready_made import EVERYDAY

ALL = pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.profile.name)


@ALL
def test_its_gestures_are_known_without_recording_anything(starter: Starter):
    known = read_card(built_in_folder() / EVERYDAY.file_name).labels
    assert starter.profile.gestures
    assert set(starter.profile.gestures) <= set(known)


@ALL
def test_it_presses_keys_that_there_are_and_nothing_that_needs_a_second_look(starter: Starter):
    check_profile(starter.profile)
    for binding in starter.profile.bindings:
        assert not isinstance(binding.action, RunCommand)
        assert risky(binding.action) == ""
        if isinstance(binding.action, PressKeys):
            assert [key_problem(key) for key in binding.action.keys] == [""] * len(binding.action.keys)


def test_no_two_have_the_same_name():
    assert len({starter.profile.name for starter in STARTERS}) == len(STARTERS)
