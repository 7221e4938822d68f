"""`gesture-app takes` from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from gesture_app.commands.takes import command
from gesture_app.takes.store import TakeStore
from gesture_app.takes.take import new_take
from made_hands import sequence


@pytest.fixture
def store(own_home: Path) -> TakeStore:
    """Three takes where the commands look for them."""
    store = TakeStore(own_home / "recordings")
    for gesture, seconds in (("wave", 1.0), ("wave", 1.5), ("fist", 1.0)):
        store.save(new_take(sequence(seconds), gesture, person="Ada"))
    return store


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_list_shows_gestures_and_takes(store: TakeStore) -> None:
    result = _run("list")
    assert result.exit_code == 0
    assert "wave: 2 takes" in result.stdout
    assert "fist: 1 take\n" in result.stdout
    assert all(info.id in result.stdout for info in store.takes())


def test_list_can_be_limited_to_a_gesture(store: TakeStore) -> None:
    assert "wave" not in _run("list", "--gesture", "fist").stdout


def test_list_as_json_holds_what_is_known(store: TakeStore) -> None:
    data = json.loads(_run("list", "--json").stdout)
    assert {gesture["name"]: gesture["takes"] for gesture in data["gestures"]} == {
        "wave": 2,
        "fist": 1,
        "none": 0,
    }
    assert [take["id"] for take in data["takes"]] == [info.id for info in store.takes()]
    assert data["takes"][0]["quality"]["verdict"] == "good"
    assert data["problems"] == []


def test_list_of_nothing_says_what_to_do() -> None:
    result = _run("list")
    assert result.exit_code == 0
    assert "takes import FILE" in result.stdout


def test_list_names_damaged_files_on_stderr(store: TakeStore) -> None:
    (store.folder / "wave" / "0.npz").write_bytes(b"?")
    result = _run("list")
    assert result.exit_code == 0
    assert "0.npz is damaged" in result.stderr
    assert "damaged" not in result.stdout


def test_show_tells_all_about_a_take(store: TakeStore) -> None:
    info = store.takes()[0]
    result = _run("show", info.id)
    assert "30 frames, 0.97 seconds" in result.stdout
    assert "Ada" in result.stdout
    data = json.loads(_run("show", info.id, "--json").stdout)
    assert data["take"]["id"] == info.id
    assert data["right_hand_frames"] == 30


def test_what_is_not_there_ends_with_a_sentence_and_1(store: TakeStore) -> None:
    for arguments in (["show", "nothing"], ["trim", "nothing", "0", "5"], ["delete", "nothing"], ["restore", "nothing"],
                      ["delete", "--gesture", "gone"], ["rename", "gone", "x"], ["merge", "gone", "wave"]):  # fmt: skip
        result = _run(*arguments)
        assert result.exit_code == 1, arguments
        assert result.stderr.strip().endswith(".")
        assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [["trim", "x"], ["trim", "x", "a", "b"], ["delete"], ["delete", "x", "--gesture", "y"], ["import", "gone.npz"],
     ["export", "a.zip", "--gesture", "a", "--take", "b"], ["nonsense"]],
)  # fmt: skip
def test_calling_it_wrongly_ends_with_2(store: TakeStore, arguments: list[str]) -> None:
    assert _run(*arguments).exit_code == 2


def test_trim_delete_and_restore_go_through_the_bin(store: TakeStore) -> None:
    info = store.takes()[0]
    trimmed = _run("trim", info.id, "5", "25").stdout.split()[0]
    assert store.load(trimmed).info.frames == 20
    assert "before it was trimmed" in _run("restore").stdout
    assert _run("delete", trimmed).exit_code == 0
    assert len(json.loads(_run("restore", "--json").stdout)) == 2
    entry = store.bin()[0].id
    assert "1 take back in “wave”." in _run("restore", entry).stdout
    assert info.id in {left.id for left in store.takes()}


def test_a_gesture_can_be_deleted_renamed_and_merged(store: TakeStore) -> None:
    assert _run("rename", "wave", "grüß dich").exit_code == 0
    assert "2 takes moved" in _run("merge", "grüß dich", "fist").stdout
    assert len(store.takes("fist")) == 3
    said = _run("delete", "--gesture", "fist").stdout
    assert store.bin()[0].id in said
    assert store.takes() == []


def test_export_and_import_carry_takes_to_another_folder(store: TakeStore, tmp_path: Path) -> None:
    file, other = str(tmp_path / "all.zip"), str(tmp_path / "other")
    assert f"3 takes written to {file}." in _run("export", file).stdout
    result = _run("--recordings", other, "import", file)
    assert result.stdout == "3 takes imported: fist, wave.\n"
    assert TakeStore(Path(other)).takes() == store.takes()
    again = _run("--recordings", other, "import", file, "--json")
    assert json.loads(again.stdout)["takes"] == []
    assert "here already" in again.stderr


def test_import_gives_gesture_and_person(store: TakeStore, tmp_path: Path) -> None:
    take = store.takes("fist")[0].id
    assert _run("export", str(tmp_path / "a.pose"), "--take", take).exit_code == 0
    result = _run("import", str(tmp_path / "a.pose"), "--gesture", "new", "--person", "Bob", "--json")
    (info,) = json.loads(result.stdout)["takes"]
    assert (info["gesture"], info["person"]) == ("new", "Bob")


def test_a_malformed_file_ends_with_one_sentence_and_1(store: TakeStore, tmp_path: Path) -> None:
    np.savez(tmp_path / "bad.npz", x=np.zeros(3))
    before = store.takes()
    result = _run("import", str(tmp_path / "bad.npz"))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("bad.npz cannot be imported")
    assert store.takes() == before


def test_several_takes_do_not_fit_into_a_pose_file(store: TakeStore, tmp_path: Path) -> None:
    result = _run("export", str(tmp_path / "a.pose"))
    assert result.exit_code == 1
    assert "--take" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_help_says_what_a_take_is() -> None:
    result = _run("--help")
    assert result.exit_code == 0
    assert "A take is one recording of a gesture" in result.stdout
    for name in ("list", "show", "trim", "delete", "restore", "import", "export", "rename", "merge"):
        assert name in result.stdout
        assert _run(name, "--help").exit_code == 0
