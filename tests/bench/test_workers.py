"""The processes that measure really run, on a few pictures; what they measure is nobody's business here."""

from pathlib import Path

import numpy as np
import pytest

from footage import Scene, tracker_bundle, write_video
from gesture_app.bench.footage import draw_footage, load_scene, to_and_fro
from gesture_app.bench.talking import Worker


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("footage")
    video = write_video(folder / "hand.avi", [Scene("open", 1.0)], size=(640, 360))
    draw_footage(folder, video)
    return folder


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bundle") / "hand_landmarker.task"
    file.write_bytes(tracker_bundle())
    return file


def test_pictures_go_forwards_and_backwards_and_none_twice_in_a_row() -> None:
    numbers = to_and_fro(3)
    assert [next(numbers) for _ in range(9)] == [0, 1, 2, 1, 0, 1, 2, 1, 0]


def test_every_scene_is_of_a_webcams_size(footage: Path) -> None:
    for scene in ("one", "two", "nobody"):
        assert load_scene(footage, scene).shape[1:] == (480, 640, 3)
    one, two = load_scene(footage, "one"), load_scene(footage, "two")
    assert len(one) == len(two)
    np.testing.assert_array_equal(two[:, :, :320], two[:, :, :319:-1])


def test_the_bare_library_is_timed(bundle: Path, footage: Path) -> None:
    with Worker("gesture_app.bench.bare", str(bundle), str(footage)) as bare:
        told = bare.ask("run", scene="one", frames=5, hands=2)
    assert told["seconds"] > 0
    assert len(told["milliseconds"]) == 3


def test_the_whole_program_is_timed(bundle: Path, footage: Path, tmp_path: Path) -> None:
    home = {"GESTURE_APP_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    with Worker("gesture_app.bench.chain", str(bundle), str(footage), "2", environment=home) as chain:
        fast = chain.ask("run", scene="one", frames=30, fps=None, gaps=True)
        paced = chain.ask("run", scene="nobody", frames=10, fps=30)
        assert chain.ask("take")["seconds"] > 0
    assert 0 < fast["frames"] <= 30
    assert fast["painted"] > 0
    assert paced["seconds"] > 9 / 30
