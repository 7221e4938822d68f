"""`gesture-app evaluate --protocol actions`, as a person calls it."""

from __future__ import annotations

import msgspec
from click.testing import CliRunner

from gesture_app.commands.evaluate import command
from gesture_app.pipeline.acting.proof_counts import Proof


def test_it_prints_one_line_of_json_that_holds_everything() -> None:
    called = CliRunner().invoke(
        command, ["--protocol", "actions", "--hours", "0.02", "--persons", "1", "--takes", "2", "--json"]
    )
    assert called.exit_code == 0, called.output
    proof = msgspec.json.decode(called.stdout, type=Proof)
    assert (proof.protocol, proof.persons, proof.takes) == ("actions", 1, 2)
    assert len(proof.by_gesture) == 10


def test_other_protocols_still_ask_for_recordings() -> None:
    called = CliRunner().invoke(command, ["--protocol", "split"])
    assert called.exit_code == 2
    assert "Name the recordings" in called.output


def test_two_seeds_are_refused_with_a_sentence() -> None:
    called = CliRunner().invoke(command, ["--protocol", "actions", "--seeds", "1,2"])
    assert called.exit_code == 2
    assert "one seed" in called.output


def test_a_profile_that_comes_with_the_program_is_what_people_arm() -> None:
    called = CliRunner().invoke(
        command,
        ["--protocol", "actions", "--hours", "0.02", "--persons", "1", "--profile", "Presentation", "--json"],
    )
    assert called.exit_code == 0, called.output
    proof = msgspec.json.decode(called.stdout, type=Proof)
    assert set(proof.by_gesture) == {"swipe left", "swipe right", "fist"}


def test_a_profile_that_is_not_there_is_answered_with_those_that_are() -> None:
    called = CliRunner().invoke(command, ["--protocol", "actions", "--profile", "nowhere"])
    assert called.exit_code == 2
    assert "presentation, music, video call" in called.output
