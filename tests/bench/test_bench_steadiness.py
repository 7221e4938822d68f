"""What counts as growing, and what only sways."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from gesture_app.bench.soak_plot import plot_soak
from gesture_app.bench.steadiness import FEWEST, Sample, judge, slope

Change = Callable[[int, Sample], Sample]


def run(change: Change = lambda number, sample: sample, count: int = 90) -> list[Sample]:
    """Looks at a program that sways a little."""
    rng = np.random.default_rng(0)
    made = []
    for number in range(count):
        sample = Sample(
            time_s=5.0 * number,
            frames=150 * number,
            frames_per_second=30 + float(rng.normal()),
            memory_mb=600 + float(rng.normal()),
            handles=16 + int(rng.random() < 0.1),
            threads=22,
            age_ms=(15 + float(rng.normal()), 30 + float(rng.normal(0, 5))),
            waiting=int(rng.random() < 0.1),
            events=5 * number,
        )
        made.append(change(number, sample))
    return made


def grows(samples: list[Sample]) -> list[str]:
    return [finding.what for finding in judge(samples) if not finding.steady]


def test_what_only_sways_is_steady() -> None:
    assert [finding.what for finding in judge(run())] == ["memory", "handles", "threads", "waiting", "age"]
    assert grows(run()) == []


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("memory", lambda number, each: replace(each, memory_mb=each.memory_mb + 0.2 * number)),
        ("handles", lambda number, each: replace(each, handles=each.handles + number // 20)),
        ("threads", lambda number, each: replace(each, threads=each.threads + number // 40)),
        ("waiting", lambda number, each: replace(each, waiting=number)),
        ("age", lambda number, each: replace(each, age_ms=(each.age_ms[0] + 0.2 * number, 90.0))),
    ],
)
def test_what_grows_slowly_is_found_and_named(what: str, change: Change) -> None:
    assert grows(run(change)) == [what]
    finding = next(finding for finding in judge(run(change)) if finding.what == what)
    assert "GROW" in finding.sentence or "OLDER" in finding.sentence


def test_what_is_taken_once_at_the_beginning_is_no_growth() -> None:
    assert (
        grows(run(lambda number, each: replace(each, memory_mb=each.memory_mb - 200 * (number < 20)))) == []
    )


def test_a_moment_of_much_memory_and_of_old_frames_is_no_growth() -> None:
    def busy(number: int, each: Sample) -> Sample:
        return replace(each, memory_mb=900.0, age_ms=(300.0, 400.0)) if 70 <= number < 75 else each

    assert grows(run(busy)) == []


def test_a_run_of_a_few_looks_tells_nothing() -> None:
    assert judge(run(count=FEWEST - 1)) == ()


def test_where_the_system_does_not_tell_the_rest_is_judged() -> None:
    samples = run(lambda _, each: replace(each, memory_mb=None, handles=None))
    assert [finding.what for finding in judge(samples)] == ["threads", "waiting", "age"]
    assert plot_soak(samples, "nothing told").startswith(b"\x89PNG")


def test_the_slope_is_that_of_most_points() -> None:
    times = np.arange(20.0)
    values = 3 * times
    values[4] = 1000
    assert slope(times, values) == pytest.approx(3)


def test_the_picture_is_small_enough_for_a_page() -> None:
    assert 10_000 < len(plot_soak(run(count=200), "a run")) < 150_000
