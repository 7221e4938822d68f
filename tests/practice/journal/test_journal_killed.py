"""A program that is killed loses no review that it was told is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gesture_app.practice.journal.journal import Journal
from made_attempts import NOON

WRITER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from made_attempts import NOON, made
from gesture_app.practice.journal.journal import Journal
journal = Journal(Path(sys.argv[1]), now=NOON)
while True:
    number = journal.write(made("x" * 400), "good", NOON)
    if number % 3 == 0:
        journal.overrule(number, "hard", NOON)
    print(number, flush=True)
"""


@pytest.mark.parametrize("written_before", [1, 20, 150])
def test_every_review_that_was_announced_survives_a_kill(tmp_path: Path, written_before: int) -> None:
    file = tmp_path / "journal.sqlite"
    tests = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file), str(tests), str(tests.parent)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    with writer, writer.stdout:
        announced = [writer.stdout.readline().strip() for _ in range(written_before)]
        writer.kill()
        rest = writer.stdout.read()
        announced += rest.splitlines() if rest.endswith("\n") or not rest else rest.splitlines()[:-1]
    with Journal(file, now=NOON) as journal:
        reviews = journal.reviews()
        assert journal.problems == []
        journal.write(reviews[0].attempt, "good", NOON)
    numbers = [review.id for review in reviews]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(announced) <= len(numbers) <= len(announced) + 1
    assert announced == [str(number) for number in numbers[: len(announced)]]
    overruled = [review.id for review in reviews[: len(announced)] if review.grade == "hard"]
    assert overruled == [number for number in numbers[: len(announced)] if number % 3 == 0]
