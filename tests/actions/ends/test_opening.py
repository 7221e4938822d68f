"""Files and addresses are opened with the desktop's program for them, and never executed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gesture_app.actions.action import Open
from gesture_app.actions.ends.opening import Opener, checked_target
from gesture_app.actions.firing import ActionFailed
from made_profiles import firing_of
from screens import wait_until


def opener(folder: Path, code: int = 0, name: str = "xdg-open") -> tuple[Opener, Path]:
    """One for a desktop whose `xdg-open` notes what it was given."""
    notes, program = folder / "notes", folder / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(notes)!r}, 'w').write('|'.join(sys.argv[1:]))\nsys.exit({code})"
    )
    program.chmod(0o755)
    return Opener({"PATH": str(program.parent)}, "linux"), notes


def open_it(opener: Opener, target: object) -> None:
    opener.do(firing_of(Open(target=str(target))))


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c#d", "http://localhost:8000", "HTTPS://example.org", "mailto:a@example.org"],
)
def test_addresses_go_to_the_desktop_as_they_are(tmp_path: Path, address: str) -> None:
    it, notes = opener(tmp_path)
    open_it(it, address)
    wait_until(notes.exists, "the opener")
    assert notes.read_text() == address


def test_files_and_folders_go_there_by_their_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "a talk: äöü.odp"
    file.touch()
    for written in (str(file), "~/a talk: äöü.odp", file.name, file.as_uri()):
        it, notes = opener(tmp_path)
        open_it(it, written)
        assert notes.read_text() == str(file)
        notes.unlink()
    it, notes = opener(tmp_path)
    open_it(it, tmp_path)
    assert notes.read_text() == str(tmp_path)


def test_what_begins_like_an_option_is_a_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "--help").touch()
    it, notes = opener(tmp_path)
    open_it(it, "--help")
    assert notes.read_text() == str(tmp_path / "--help")


@pytest.mark.parametrize(
    "name",
    ["it.desktop", "it.sh", "IT.SH", "it.AppImage", "it.jar", "it.exe", "it.run", "two.txt.sh", "it.sh ."],
)
def test_what_would_be_executed_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    it, notes = opener(tmp_path)
    with pytest.raises(ActionFailed, match="would be run, not opened"):
        open_it(it, tmp_path / name)
    assert not notes.exists()


@pytest.mark.parametrize("content", [b"#!/bin/sh\n", b"\x7fELF\x02\x01"])
def test_a_program_without_a_telling_name_is_refused(tmp_path: Path, content: bytes) -> None:
    program = tmp_path / "letter.txt"
    program.write_bytes(content)
    program.chmod(0o755)
    it, notes = opener(tmp_path)
    with pytest.raises(ActionFailed, match="would be run"):
        open_it(it, program)
    program.chmod(0o644)  # so it is only shown
    open_it(it, program)
    assert notes.read_text() == str(program)


def test_a_document_on_a_disk_that_marks_everything_executable_is_opened(tmp_path: Path) -> None:
    document = tmp_path / "photo.jpg"
    document.write_bytes(b"\xff\xd8\xff\xe0")
    document.chmod(0o777)
    it, notes = opener(tmp_path)
    open_it(it, document)
    assert notes.read_text() == str(document)


def test_a_link_is_judged_by_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "it.sh").touch()
    (tmp_path / "letter.txt").symlink_to(tmp_path / "it.sh")
    it, notes = opener(tmp_path)
    with pytest.raises(ActionFailed, match="would be run"):
        open_it(it, tmp_path / "letter.txt")
    with pytest.raises(ActionFailed, match="would be run"):
        open_it(it, (tmp_path / "it.sh").as_uri())
    assert not notes.exists()


@pytest.mark.parametrize(
    ("platform", "name"),
    [("win32", "a.lnk"), ("win32", "a.py"), ("win32", "a.js"), ("win32", "a.scr"), ("darwin", "a.command"),
     ("darwin", "Calculator.app"), ("darwin", "a.fileloc")],
)  # fmt: skip
def test_every_system_has_kinds_of_files_that_it_executes(tmp_path: Path, platform: str, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ActionFailed, match="would be run"):
        checked_target(str(tmp_path / name), platform)


def test_source_code_is_opened_where_it_is_only_shown(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    assert checked_target(str(tmp_path / "a.py"), "linux") == str(tmp_path / "a.py")


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "vscode://x",
        "smb://server/share",
        "data:text/html,x",
        "tel:1",
        "about:blank",
        "ms-msdt:/id",
    ],
)
def test_other_kinds_of_addresses_are_refused(tmp_path: Path, target: str) -> None:
    it, notes = opener(tmp_path)
    with pytest.raises(ActionFailed, match="are not opened; only web addresses"):
        open_it(it, target)
    assert not notes.exists()


@pytest.mark.parametrize("target", ["https://", "http:///a", "https://[half", "https://exam ple.org"])
def test_half_an_address_is_refused(tmp_path: Path, target: str) -> None:
    with pytest.raises(ActionFailed, match="no complete web address"):
        open_it(opener(tmp_path)[0], target)


@pytest.mark.parametrize("target", ["https://example.org/\u202egpj.sh", "a\nb", "a\0b"])
def test_signs_that_cannot_be_seen_are_refused(tmp_path: Path, target: str) -> None:
    with pytest.raises(ActionFailed, match="cannot be seen"):
        open_it(opener(tmp_path)[0], target)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActionFailed, match=r"gone.txt” is not there any more"):
        open_it(opener(tmp_path)[0], tmp_path / "gone.txt")


def test_a_file_that_no_program_opens_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.xyz").touch()
    with pytest.raises(ActionFailed, match="No program would open"):
        open_it(opener(tmp_path, code=3)[0], tmp_path / "odd.xyz")


def test_other_openers_are_used_where_one_is_missing(tmp_path: Path) -> None:
    it, notes = opener(tmp_path, name="gio")
    open_it(it, "https://example.org")
    assert notes.read_text() == "open|https://example.org"
    (tmp_path / "bin" / "gio").unlink()
    with pytest.raises(ActionFailed, match="xdg-utils"):
        open_it(it, "https://example.org")
