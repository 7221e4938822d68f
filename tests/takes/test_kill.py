"""A program that is killed loses at most the take it is writing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gesture_app.takes.store import TakeStore

SAVER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from made_takes import made_take
from gesture_app.takes.store import TakeStore
store = TakeStore(Path(sys.argv[1]))
while True:
    print(store.save(made_take("wave")).id, flush=True)
"""


@pytest.mark.parametrize("takes_before", [1, 7, 20])
def test_every_take_that_was_announced_survives_a_kill(tmp_path: Path, takes_before: int) -> None:
    here = Path(__file__).parent
    paths = [str(here), str(here.parent), str(here.parent.parent)]
    saver = subprocess.Popen(
        [sys.executable, "-c", SAVER, str(tmp_path), *paths], stdout=subprocess.PIPE, text=True
    )
    assert saver.stdout is not None
    with saver, saver.stdout:
        announced = [saver.stdout.readline().strip() for _ in range(takes_before)]
        saver.kill()
        rest = saver.stdout.read()
        announced += rest.splitlines() if rest.endswith("\n") or not rest else rest.splitlines()[:-1]
    store = TakeStore(tmp_path)
    listed = {info.id for info in store.takes()}
    assert listed.issuperset(announced)
    assert len(listed) <= len(announced) + 1
    assert store.problems() == []
    assert all(len(store.load(take_id).sequence) == 20 for take_id in listed)
