"""A figure is reached or not, and people can read it."""

import json

import msgspec
import pytest
from click.testing import CliRunner

from gesture_app.bench.figures import Figure, Report, ratio
from gesture_app.commands import bench


def figure(**given) -> Figure:
    return Figure(
        **{"name": "a", "what": "Something", "against": "", "sense": "at most", "reach": 1.0, "value": 1.0}
        | given
    )


@pytest.mark.parametrize(
    ("sense", "value", "reached"),
    [("at most", 0.9, True), ("at most", 1.1, False), ("at least", 1.1, True), ("at least", 0.9, False)],
)
def test_what_is_reached(sense, value, reached) -> None:
    assert figure(sense=sense, value=value).reached is reached


def test_a_ratio_is_of_what_was_measured_in_turns() -> None:
    """A machine that slows down halfway slows both down."""
    assert ratio([10.0, 5.0, 2.0], [5.0, 2.5, 1.0]) == 2.0


def report(*figures: Figure) -> Report:
    return Report(
        machine="a laptop", cores=2, footage="the virtual hand", seconds=1.0, figures=figures,
        not_measured={"memory": "The system does not tell."},
    )  # fmt: skip


def test_people_read_what_was_missed_by_how_much_and_what_could_not_be_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    missed = figure(
        what="Rate",
        value=1.5,
        sense="at least",
        reach=2.0,
        against="MediaPipe",
        ours=75.0,
        theirs=50.0,
        of="frames/s",
    )
    bench.tell(report(missed, figure(what="Age", unit="ms", milliseconds=(1.0, 2.0, 3.0), note="at night")))
    out = capsys.readouterr().out
    assert "MISS  Rate" in out
    assert "at least 2 × of MediaPipe" in out
    assert "75 against 50 frames/s" in out
    assert "ok    Age" in out
    assert "1.0 ms, 95 % under 2.0, 99 % under 3.0" in out
    assert "Not measured: memory. The system does not tell." in out


def test_machines_read_all_of_it() -> None:
    told = json.loads(msgspec.json.encode(report(figure())))
    assert told["figures"][0]["value"] == 1.0
    assert told["not_measured"] == {"memory": "The system does not tell."}


def test_a_video_that_is_none_is_told_in_a_sentence(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gesture_app.app.why_no_window", lambda _: "")
    text = tmp_path / "text.avi"
    text.write_text("no video")
    done = CliRunner().invoke(bench.command, ["--source", str(text)])
    assert done.exit_code == 1
    assert "cannot be read as a video" in done.output


def test_without_a_screen_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gesture_app.app.why_no_window", lambda _: "There is no screen.")
    done = CliRunner().invoke(bench.command)
    assert done.exit_code == 1
    assert "There is no screen." in done.output
