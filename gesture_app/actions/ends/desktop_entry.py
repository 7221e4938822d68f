"""Read desktop entries as the Desktop Entry Specification 1.5 has them: names, whether shown, and command lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gesture_app.surroundings import Environment

_LARGEST = 1 << 20  # bytes; some have names in two hundred languages
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_FILES_AND_ADDRESSES = "fFuU"
_RETIRED = "dDnNvm"


class BadEntry(ValueError):
    """The command line of an entry does not follow the specification."""


@dataclass(frozen=True, slots=True)
class DesktopEntry:
    """What the group `[Desktop Entry]` of a file says, still escaped."""

    file: Path
    values: Mapping[str, str]

    def text(self, key: str) -> str:
        """A value with its escapes undone; empty: it has none."""
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), self.values.get(key, ""))

    def localised(self, key: str, locales: tuple[str, ...]) -> str:
        """The same in the first of these languages that there is."""
        return next((found for locale in locales if (found := self.text(f"{key}[{locale}]"))), self.text(key))

    def is_set(self, key: str) -> bool:
        """Of true and false."""
        return self.values.get(key, "").strip() in ("true", "1")

    def names(self, key: str) -> set[str]:
        """Of a list with semicolons."""
        return {name for name in self.text(key).split(";") if name}


def read_entry(file: Path) -> DesktopEntry | None:
    """The entry in a file; None: it cannot be read or is none."""
    try:
        if file.stat().st_size > _LARGEST:
            return None
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    values: dict[str, str] = {}
    group = ""
    for line in lines:
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            values.setdefault(key.strip(), value.strip())
    return DesktopEntry(file, values) if values else None


def locales(environment: Environment) -> tuple[str, ...]:
    """The names under which the user's language may stand in an entry, the most exact first."""
    written = next(
        (found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name))), ""
    )
    parts = re.fullmatch(r"([A-Za-z]+)(_[A-Za-z]+)?(?:\.[^@]*)?(@.+)?", written)
    if parts is None or parts[1] in ("C", "POSIX"):
        return ()
    language, country, variant = parts[1], parts[2] or "", parts[3] or ""
    return tuple(
        dict.fromkeys((language + country + variant, language + country, language + variant, language))
    )


def command_line(entry: DesktopEntry, name: str, icon: str) -> list[str]:
    """The program and its arguments as the key `Exec` has them, opened without a file.

    Raises:
        BadEntry: it cannot be understood.
    """
    arguments: list[str] = []
    for written in split_command(entry.text("Exec")):
        if written == "%i":
            arguments += ["--icon", icon] if icon else []
        elif len(written) == 2 and written[0] == "%" and written[1] in _FILES_AND_ADDRESSES + _RETIRED:
            continue
        else:
            arguments.append(_expanded(written, {"c": name, "k": str(entry.file), "i": icon}))
    if not arguments or "=" in arguments[0]:
        raise BadEntry("no program")
    return arguments


def split_command(line: str) -> list[str]:
    """Cut a command line into arguments and undo the quoting.

    Single quotes are not in the specification, but GLib takes them and entries have them.

    Raises:
        BadEntry: a quote is not closed.
    """
    arguments: list[str] = []
    argument: list[str] | None = None
    letters = iter(line)
    for letter in letters:
        if letter in " \t\n":
            if argument is not None:
                arguments.append("".join(argument))
            argument = None
            continue
        argument = [] if argument is None else argument
        if letter in "\"'":
            argument += _quoted(letters, letter)
        elif letter == "\\":
            argument.append(next(letters, ""))
        else:
            argument.append(letter)
    return arguments if argument is None else [*arguments, "".join(argument)]


def _quoted(letters: Iterator[str], quote: str) -> Iterator[str]:
    for letter in letters:
        if letter == quote:
            return
        if letter == "\\" and quote == '"':
            following = next(letters, "")
            yield following if following and following in '"`$\\' else letter + following
        else:
            yield letter
    raise BadEntry("a quote is not closed")


def _expanded(written: str, codes: Mapping[str, str]) -> str:
    def expand(found: re.Match[str]) -> str:
        code = found[1]
        if code == "%":
            return "%"
        if code and code in _FILES_AND_ADDRESSES + _RETIRED:
            return ""
        if code not in codes:
            raise BadEntry(f"unknown field code %{code}")
        return codes[code]

    return re.sub(r"%(.?)", expand, written)
