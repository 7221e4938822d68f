"""Applications are found as the menu shows them, and started as their icon would."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

from gesture_app.actions.action import OpenApplication
from gesture_app.actions.desktop.front import open_programs
from gesture_app.actions.ends.applications import Application, ApplicationStarter, find_applications
from gesture_app.actions.firing import ActionFailed
from made_profiles import firing_of
from screens import a_screen, need, wait_until

Environment = dict[str, str]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A system with a menu of its own."""
    (tmp_path / "usr/applications").mkdir(parents=True)
    return {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "own"),
        "XDG_DATA_DIRS": f"{tmp_path / 'usr'}:{tmp_path / 'other'}",
        "PATH": os.environ["PATH"],
    }


def install(tmp_path: Path, entry: str = "usr/applications/it.desktop", **values: str) -> Path:
    file = tmp_path / entry
    file.parent.mkdir(parents=True, exist_ok=True)
    usual = {"Type": "Application", "Name": "It", "Exec": "true"} | values
    file.write_text(
        "[Desktop Entry]\n" + "\n".join(f"{key}={value}" for key, value in usual.items() if value)
    )
    return file


def script(tmp_path: Path, code: str) -> Path:
    file = tmp_path / "a program"
    file.write_text(f"#!{sys.executable}\n{code}\n")
    file.chmod(0o755)
    return file


def reporter(tmp_path: Path) -> tuple[Path, Path]:
    """A program that writes its arguments and folder, and where it writes them."""
    out = tmp_path / "out"
    code = f"import os, sys\nopen({str(out) + '.part'!r}, 'w').write(repr((sys.argv[1:], os.getcwd())))\n"
    return script(tmp_path, code + f"os.rename({str(out) + '.part'!r}, {str(out)!r})"), out


def start(environment: Environment, entry: str, name: str = "It") -> None:
    ApplicationStarter(environment).do(firing_of(OpenApplication(entry=entry, name=name)))


def names(environment: Environment) -> list[str]:
    return [application.name for application in find_applications(environment)]


def test_applications_have_name_icon_and_entry(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path, Icon="it-icon", **{"Name[de]": "Es"})
    assert find_applications(environment) == (Application("it.desktop", "It", "it-icon"),)
    assert names(environment | {"LANG": "de_DE.UTF-8"}) == ["Es"]


def test_they_are_sorted_as_people_sort(tmp_path: Path, environment: Environment) -> None:
    for number, name in enumerate(("zeal", "Audacity", "gimp")):
        install(tmp_path, f"usr/applications/{number}.desktop", Name=name)
    assert names(environment) == ["Audacity", "gimp", "zeal"]


@pytest.mark.parametrize(
    "values",
    [
        {"NoDisplay": "true"},
        {"Hidden": "true"},
        {"Type": "Link"},
        {"Exec": ""},
        {"Name": ""},
        {"TryExec": "no-such-program"},
        {"OnlyShowIn": "KDE;XFCE;"},
        {"NotShowIn": "KDE;GNOME;"},
    ],
)
def test_what_the_menu_does_not_show_is_not_found(
    tmp_path: Path, environment: Environment, values: dict[str, str]
) -> None:
    install(tmp_path, **values)
    assert names(environment | {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}) == []


@pytest.mark.parametrize("values", [{"OnlyShowIn": "GNOME;"}, {"NotShowIn": "KDE;"}, {"TryExec": "true"}])
def test_what_this_menu_shows_is_found(
    tmp_path: Path, environment: Environment, values: dict[str, str]
) -> None:
    install(tmp_path, **values)
    assert names(environment | {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}) == ["It"]


def test_the_users_own_entry_counts_before_the_systems(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path, Name="The system's")
    own = install(tmp_path, "own/applications/it.desktop", Name="Mine")
    assert names(environment) == ["Mine"]
    own.write_text("[Desktop Entry]\nType=Application\nHidden=true\n")
    assert names(environment) == [], "the user has removed it from the menu"
    with pytest.raises(ActionFailed, match="not installed any more"):
        start(environment, "it.desktop")


def test_an_entry_in_a_folder_has_it_in_its_id(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path, "other/applications/kde/it.desktop")
    assert [each.entry for each in find_applications(environment)] == ["kde-it.desktop"]
    start(environment, "kde-it.desktop")


def test_what_flatpak_exports_is_found(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path, "own/flatpak/exports/share/applications/org.it.It.desktop", Name="Flat")
    assert names(environment) == ["Flat"]


def test_damaged_entries_are_left_out_and_the_others_found(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path)
    for number, content in enumerate((b"", b"\xff\xfe\x00", b"[Desktop Entry]\nType=Application")):
        (tmp_path / f"usr/applications/bad{number}.desktop").write_bytes(content)
    (tmp_path / "usr/applications/lost.desktop").symlink_to(tmp_path / "nowhere")
    (tmp_path / "usr/applications/folder.desktop").mkdir()
    assert names(environment) == ["It"]


def test_an_application_starts_with_its_own_arguments_in_its_folder(
    tmp_path: Path, environment: Environment
) -> None:
    program, out = reporter(tmp_path)
    (tmp_path / "work").mkdir()
    install(tmp_path, Exec=f'"{program}" --title=%c "a \\\\$b" %U', Path=str(tmp_path / "work"))
    start(environment, "it.desktop")
    wait_until(out.exists, "the program's report")
    assert ast.literal_eval(out.read_text()) == (["--title=It", "a $b"], str(tmp_path / "work"))


def test_one_for_the_terminal_starts_in_one(tmp_path: Path, environment: Environment) -> None:
    program, out = reporter(tmp_path)
    program.rename(tmp_path / "xterm")
    install(tmp_path, Exec="top -d 1", TryExec="", Terminal="true")
    only_here = environment | {"PATH": str(tmp_path)}
    start(only_here, "it.desktop")
    wait_until(out.exists, "the terminal's report")
    assert ast.literal_eval(out.read_text())[0] == ["-e", "top", "-d", "1"]
    (tmp_path / "xterm").unlink()
    with pytest.raises(ActionFailed, match="needs a terminal"):
        start(only_here, "it.desktop")


def test_an_application_that_is_gone_is_named(environment: Environment) -> None:
    with pytest.raises(ActionFailed, match="“Calculator” is not installed any more"):
        start(environment, "org.gnome.Calculator.desktop", "Calculator")


@pytest.mark.parametrize("entry", ["{folder}/evil.desktop", "../evil.desktop", "evil.desktop", "/bin/sh"])
def test_only_what_is_installed_is_started_whatever_a_profile_names(
    tmp_path: Path, environment: Environment, entry: str
) -> None:
    program, out = reporter(tmp_path)
    install(tmp_path, "evil.desktop", Exec=f'"{program}"')
    with pytest.raises(ActionFailed, match="not installed"):
        start(environment, entry.format(folder=tmp_path))
    assert not out.exists()


def test_an_application_that_fails_at_once_is_told(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path, Exec="false")
    with pytest.raises(ActionFailed, match="“It” failed as soon as it was started"):
        start(environment, "it.desktop")


def test_a_damaged_command_line_is_told(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path, Exec='it "never closed')
    with pytest.raises(ActionFailed, match="damaged entry"):
        start(environment, "it.desktop")


def test_a_program_that_is_gone_is_told(tmp_path: Path, environment: Environment) -> None:
    install(tmp_path, Exec="no-such-program %f")
    with pytest.raises(ActionFailed, match="no program “no-such-program”"):
        start(environment, "it.desktop")


@pytest.mark.outside
def test_an_application_stands_on_the_screen(tmp_path: Path, environment: Environment) -> None:
    """The whole way: found in the menu, started, its window there, and closed again with it."""
    need("openbox")
    code = f"import sys; sys.path[:0] = {sys.path!r}\n"
    code += "from screens import ProgramWindow\nimport os, time\n"
    code += f"open({str(tmp_path / 'number')!r}, 'w').write(str(os.getpid()))\n"
    code += "window = ProgramWindow(os.environ, 'Itself')\ntime.sleep(60)"
    install(tmp_path, Exec=f'"{script(tmp_path, code)}" %F')
    with a_screen(manager=True) as screen:
        both = screen | environment
        (found,) = find_applications(both)
        starter = ApplicationStarter(both)
        starter.do(firing_of(OpenApplication(entry=found.entry, name=found.name)))
        starter.close()
        wait_until(lambda: open_programs(screen) == ("itself",), "its window")
        number = int((tmp_path / "number").read_text())
        assert os.getsid(number) != os.getsid(0), "it would end with our terminal"
        os.kill(number, 15)
        os.waitpid(number, 0)


def test_shortcuts_of_the_start_menu_are_found(tmp_path: Path) -> None:
    menu = tmp_path / "Microsoft/Windows/Start Menu/Programs/Office"
    menu.mkdir(parents=True)
    (menu / "Word.lnk").touch()
    (menu / "Read me.url").touch()
    assert find_applications({"APPDATA": str(tmp_path)}, "win32") == (
        Application(str(menu / "Word.lnk"), "Word", ""),
    )


def test_bundles_of_macos_are_found_and_no_others_started(tmp_path: Path) -> None:
    bundle = tmp_path / "Applications/Keynote.app"
    bundle.mkdir(parents=True)
    (tmp_path / "Evil.app").mkdir()
    environment = {"HOME": str(tmp_path), "PATH": ""}
    found = [
        each for each in find_applications(environment, "darwin") if each.entry.startswith(str(tmp_path))
    ]
    assert found == [Application(str(bundle), "Keynote", "")]
    starter = ApplicationStarter(environment, "darwin")
    with pytest.raises(ActionFailed, match="not installed"):
        starter.do(firing_of(OpenApplication(entry=str(tmp_path / "Evil.app"))))
