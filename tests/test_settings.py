"""Settings are checked on the way in, and a damaged file is set aside."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from gesture_app.settings import Settings, load_settings, save_settings


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    chosen = Settings(source="camera:1", mirror_view=False, theme="dark", hands=1, take_seconds=2.5)
    save_settings(chosen, file)
    assert load_settings(file) == (chosen, None)
    assert [entry.name for entry in file.parent.iterdir()] == ["settings.json"]


def test_no_file_means_defaults_without_a_word(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), None)


def test_settings_of_a_newer_version_are_read_as_far_as_known(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"hands": 1, "from_the_future": [1, 2]}', encoding="utf-8")
    assert load_settings(file) == (Settings(hands=1), None)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"hands": 3}',
        b'{"theme": "pink"}',
        b'{"text_size": 1000}',
        b'{"hold_seconds": 0}',
        b'{"practice_hand": "both"}',
        b'{"take_seconds": "long"}',
        b'{"recordings_folder": "a\\u0000b"}',
        b'{"deep": ' + b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_with_a_sentence(damaged: bytes, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(damaged)
    settings, sentence = load_settings(file)
    assert settings == Settings()
    assert sentence is not None
    kept = list(tmp_path.glob("settings.damaged-*.json"))
    assert [entry.read_bytes() for entry in kept] == [damaged]
    assert kept[0].name in sentence
    assert not file.exists()


def test_telemetry_is_off_unless_the_user_turns_it_on() -> None:
    assert Settings().telemetry is False
    assert msgspec.json.decode(b"{}", type=Settings).telemetry is False


def test_settings_that_cannot_be_saved_leave_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "settings.json" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="settings"):
        save_settings(Settings(), tmp_path / "settings.json")
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]
