"""`gesture-app evaluate --protocol actions`: do gestures act when they are meant, and never by accident."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gesture_app.commands.output import evaluating, fail, print_json, progress_line

if TYPE_CHECKING:
    from gesture_app.actions.binding import Profile
    from gesture_app.pipeline.acting.proof_counts import Counted, Proof, Share


def evaluate_actions(
    persons: int, hours: float, takes: int, seeds: list[int], profile: str | None, as_json: bool
) -> None:
    """The command's work.

    Args:
        hours: simulated, of all people together.
        takes: of each gesture that people's own models are made of; 0: the ready-made model.
        profile: name of a profile that comes with the program, or a file with one.
    """
    from gesture_app.learning.model_card import CheckpointError
    from gesture_app.pipeline.acting.proof import ProofPlan, prove

    if len(seeds) != 1:
        fail("Give one seed for --protocol actions; more people say more than more seeds.", 2)
    armed = None if profile is None else _profile(profile)
    plan = ProofPlan(persons=persons, hours=hours, takes=takes, seed=seeds[0], profile=armed)
    with evaluating(CheckpointError, ValueError):
        proof = prove(plan, progress_line)
    if as_json:
        print_json(proof)
    else:
        tell(proof)


def _profile(wanted: str) -> Profile:
    from gesture_app.actions.profiles.sharing import ProfileRefused, read_profile
    from gesture_app.actions.profiles.starters import STARTERS

    starters = {starter.profile.name.casefold(): starter.profile for starter in STARTERS}
    if wanted.casefold() in starters:
        return starters[wanted.casefold()]
    if not Path(wanted).is_file():
        fail(f"There is no profile {wanted}. Give a file, or one of: {', '.join(starters)}.", 2)
    try:
        return read_profile(Path(wanted))
    except ProfileRefused as error:
        fail(str(error))


def tell(proof: Proof) -> None:
    """The result for people, on stdout."""
    counted, rate = proof.counted, proof.false_fires
    model = f"own models of {proof.takes} takes a gesture" if proof.takes else "the ready-made model Everyday"
    click.echo(
        f"actions: {proof.persons} people who never lived, {model}, {proof.hours:g} simulated hours, "
        f"hands in sight {proof.in_sight:.0%} of the time"
    )
    click.echo(
        f"Armed after two minutes of life and prompts: {counted.armed} of {counted.armed + counted.not_armed} gestures"
        + "".join(f", {count} {why}" for why, count in proof.not_armed.items())
    )
    if proof.once is not None:
        delay = "" if proof.delay_s is None else f", {proof.delay_s:.2f} s after the stroke began (median)"
        click.echo(f"Fired exactly once when meant: {_words(proof.once)}; twice: {counted.twice}{delay}")
    if rate is not None:
        causes = ", ".join(f"{count} {kind}" for kind, count in proof.false_by_cause.items()) or "none"
        click.echo(
            f"False fires: {counted.false_fires} ({causes}), {rate.per_hour:.2f} an hour for all armed gestures of a "
            f"person together (95 %: {rate.low:.2f} to {rate.high:.2f})"
        )
    if proof.half_made is not None:
        click.echo(f"Half-made gestures that fired: {_words(proof.half_made)}")
    for title, rows in (("By person:", proof.by_person), ("By gesture:", proof.by_gesture)):
        click.echo(title)
        for name, own in rows.items():
            click.echo(f"  {name}: {_row(own)}")
    if proof.what_fired:
        click.echo("What fired by accident, and what was done then:")
        for what, count in proof.what_fired.items():
            click.echo(f"  {what}: {count}")
    click.echo(f"seed {proof.seed}, {proof.seconds:.0f} s")


def _words(share: Share) -> str:
    return f"{share.share:.1%} of {share.of} (95 %: {share.low:.1%} to {share.high:.1%})"


def _row(own: Counted) -> str:
    once = f"{own.once} of {own.meant} once" if own.meant else "never made"
    return f"armed {own.armed} of {own.armed + own.not_armed}, {once}, {own.false_fires} false fires"
