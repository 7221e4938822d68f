"""Starting at login is an entry that desktops understand, and nothing else."""

from __future__ import annotations

import plistlib
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from gesture_app.folders import HOME_VARIABLE
from gesture_app.login import LoginFailed, own_command, start_at_login, starts_at_login

COMMAND = ["/opt/gesture app/bin/gesture-app", "--in-background"]

linux_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps it in the registry")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "user")}


def entry(environment: dict[str, str]) -> Path:
    return Path(environment["HOME"]) / ".config" / "autostart" / "gesture-app.desktop"


def on(environment: dict[str, str], command: list[str] | None = None, system: str = "linux") -> None:
    start_at_login(True, environment=environment, system=system, command=command or COMMAND)


@linux_only
def test_it_is_off_until_somebody_turns_it_on(environment: dict[str, str]) -> None:
    assert not starts_at_login(environment=environment, system="linux")
    on(environment)
    assert starts_at_login(environment=environment, system="linux")


@linux_only
def test_turning_it_off_leaves_nothing_behind(environment: dict[str, str]) -> None:
    on(environment)
    start_at_login(False, environment=environment, system="linux", command=COMMAND)
    assert not starts_at_login(environment=environment, system="linux")
    assert list(entry(environment).parent.iterdir()) == []
    start_at_login(False, environment=environment, system="linux", command=COMMAND)


@linux_only
def test_the_configuration_folder_of_the_user_is_kept_to(environment: dict[str, str], tmp_path: Path) -> None:
    environment["XDG_CONFIG_HOME"] = str(tmp_path / "elsewhere")
    on(environment)
    assert (tmp_path / "elsewhere" / "autostart" / "gesture-app.desktop").is_file()
    assert not entry(environment).exists()


@linux_only
def test_a_relative_configuration_folder_is_ignored_as_the_specification_asks(
    environment: dict[str, str],
) -> None:
    environment["XDG_CONFIG_HOME"] = "relative"
    on(environment)
    assert entry(environment).is_file()


def unquoted(line: str) -> list[str]:
    """An Exec line as the Desktop Entry Specification reads it: the file's escapes first, then the quotes."""
    plain = line.replace("\\\\", "\\")
    parts, part, quoted, at = [], "", False, 0
    while at < len(plain):
        letter = plain[at]
        if letter == "\\" and quoted:
            at += 1
            part += plain[at]
        elif letter == '"':
            quoted = not quoted
        elif letter == " " and not quoted:
            parts.append(part)
            part = ""
        else:
            part += letter
        at += 1
    return [each.replace("%%", "%") for each in [*parts, part]]


@linux_only
@pytest.mark.parametrize(
    "command",
    [COMMAND, ["/usr/bin/gesture-app"], ["/home/a$b`c\"d\\e/gesture-app", "100%", "it's; rm -rf ~ && echo"]],
)  # fmt: skip
def test_the_command_arrives_as_it_was_written(environment: dict[str, str], command: list[str]) -> None:
    on(environment, command)
    read = RawConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(entry(environment), encoding="utf-8")
    assert read["Desktop Entry"]["Type"] == "Application"
    assert unquoted(read["Desktop Entry"]["Exec"]) == command


@linux_only
def test_a_home_of_its_own_is_kept(environment: dict[str, str]) -> None:
    on(environment | {HOME_VARIABLE: "/data/my gestures"})
    assert f'Exec=env "{HOME_VARIABLE}=/data/my gestures"' in entry(environment).read_text()


@linux_only
@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_has_switched_off_counts_as_off(environment: dict[str, str], line: str) -> None:
    on(environment)
    with entry(environment).open("a") as file:
        file.write(f"{line}\n")
    assert not starts_at_login(environment=environment, system="linux")


@linux_only
def test_what_cannot_be_written_is_said_and_leaves_no_part(environment: dict[str, str]) -> None:
    folder = entry(environment).parent
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(LoginFailed, match="could not be switched on"):
        on(environment)
    assert not starts_at_login(environment=environment, system="linux")


@linux_only
def test_on_macos_it_is_a_launch_agent(environment: dict[str, str]) -> None:
    on(environment | {HOME_VARIABLE: "/data"}, system="darwin")
    file = Path(environment["HOME"]) / "Library" / "LaunchAgents" / "gesture-app.plist"
    agent = plistlib.loads(file.read_bytes())
    assert agent["ProgramArguments"] == COMMAND
    assert agent["RunAtLoad"] is True
    assert agent["EnvironmentVariables"] == {HOME_VARIABLE: "/data"}
    assert starts_at_login(environment=environment, system="darwin")


def test_at_login_the_program_is_found_without_a_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "gesture-app"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    assert own_command() == [str(program), "--in-background"]
    monkeypatch.setattr(sys, "argv", ["/somewhere/pytest"])
    assert own_command() == [sys.executable, "-m", "gesture_app", "--in-background"]
