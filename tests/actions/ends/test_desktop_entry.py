"""Desktop entries are read as the specification has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesture_app.actions.ends.desktop_entry import BadEntry, command_line, locales, read_entry, split_command


def entry_of(folder: Path, **values: str) -> Path:
    file = folder / "it.desktop"
    lines = "\n".join(f"{key}={value}" for key, value in values.items())
    file.write_text(
        f"# a comment\n[Desktop Entry]\n{lines}\n[Desktop Action new]\nExec=another\nName=Another\n"
    )
    return file


def line_of(folder: Path, written: str, *, icon: str = "it-icon") -> list[str]:
    entry = read_entry(entry_of(folder, Exec=written))
    assert entry is not None
    return command_line(entry, "It", icon)


@pytest.mark.parametrize(
    ("written", "arguments"),
    [
        ("gimp", ["gimp"]),
        ("gimp %U", ["gimp"]),
        ("gimp %f --new", ["gimp", "--new"]),
        ("it %d %D %n %N %v %m", ["it"]),
        ("it %i", ["it", "--icon", "it-icon"]),
        ("it --title=%c", ["it", "--title=It"]),
        ("it 100%%", ["it", "100%"]),
        ("it --open=%u --", ["it", "--open=", "--"]),
        (r'"/opt/My App/it" "a b"', ["/opt/My App/it", "a b"]),
        (r'it "say \\"hi\\""', ["it", 'say "hi"']),
        (r'it "\\$HOME" "\\`id\\`" "\\\\\\\\"', ["it", "$HOME", "`id`", "\\\\"]),
        ("it 'a \"b\" c'", ["it", 'a "b" c']),
        ('it ""', ["it", ""]),
        (r"it a\sb", ["it", "a", "b"]),
        ("env A=b it", ["env", "A=b", "it"]),
    ],
)
def test_command_lines_become_arguments(tmp_path: Path, written: str, arguments: list[str]) -> None:
    assert line_of(tmp_path, written) == arguments


def test_nothing_is_expanded_by_a_shell(tmp_path: Path) -> None:
    assert line_of(tmp_path, "it $HOME ; rm -rf ~ && `id` | cat > *") == (
        ["it", "$HOME", ";", "rm", "-rf", "~", "&&", "`id`", "|", "cat", ">", "*"]
    )


def test_the_entrys_own_place_and_an_icon_that_is_missing(tmp_path: Path) -> None:
    assert line_of(tmp_path, "it %k %i", icon="") == ["it", str(tmp_path / "it.desktop")]


@pytest.mark.parametrize("written", ["", "%u", 'it "open', "it 'open", "it %x", "A=b it", "it 50%"])
def test_a_damaged_command_line_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(BadEntry):
        line_of(tmp_path, written)


def test_only_the_entrys_own_group_counts(tmp_path: Path) -> None:
    entry = read_entry(entry_of(tmp_path, Name="It", Type="Application"))
    assert entry is not None
    assert (entry.text("Name"), entry.text("Exec")) == ("It", "")


def test_names_come_in_the_users_language(tmp_path: Path) -> None:
    values = {
        "Name": "Files",
        "Name[de]": "Dateien",
        "Name[de_AT]": "Dateien, oida",
        "Name[sr@latin]": "Datoteke",
    }
    file = tmp_path / "it.desktop"
    file.write_text("[Desktop Entry]\n" + "\n".join(f"{key} = {value}" for key, value in values.items()))
    entry = read_entry(file)
    assert entry is not None
    for language, name in (
        ("de_DE.UTF-8", "Dateien"),
        ("de_AT.UTF-8", "Dateien, oida"),
        ("sr_RS@latin", "Datoteke"),
        ("fr_FR.UTF-8", "Files"),
        ("C.UTF-8", "Files"),
        ("", "Files"),
    ):
        assert entry.localised("Name", locales({"LANG": language})) == name


def test_the_language_of_messages_goes_before_the_general_one() -> None:
    assert locales({"LANG": "en_GB", "LC_MESSAGES": "fr_FR", "LC_ALL": ""})[-1] == "fr"
    assert locales({"LANG": "en_GB", "LC_MESSAGES": "fr_FR", "LC_ALL": "pt_BR"})[-1] == "pt"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", b"no group at all\n", b"[Desktop Action x]\nExec=it\n"]
)
def test_what_is_no_entry_is_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "it.desktop"
    file.write_bytes(content)
    assert read_entry(file) is None
    assert read_entry(tmp_path / "gone.desktop") is None


def test_a_file_too_large_to_be_an_entry_is_none(tmp_path: Path) -> None:
    file = tmp_path / "it.desktop"
    file.write_text("[Desktop Entry]\nName=It\n" + "#" * (2 << 20))
    assert read_entry(file) is None


def test_splitting_leaves_no_argument_out() -> None:
    assert split_command('  a  "b"c  "" d\t') == ["a", "bc", "", "d"]
