"""Why a person should look twice at an action before it may be done."""

from __future__ import annotations

import re
from pathlib import PurePath, PureWindowsPath
from urllib.parse import urlsplit

from gesture_app.actions.action import Action, Open, OpenApplication, PressKeys, RunCommand, TypeText
from gesture_app.actions.key_names import canonical
from gesture_app.actions.visible import is_hidden, visible

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # one letter before the colon is a drive

_SHELLS = re.compile(
    r"(ba|da|z|fi|k|c|tc|a)?sh|cmd|powershell|pwsh|osascript|wscript|cscript|mshta|rundll32|regsvr32|"
    r"python[\d.]*w?|perl|ruby|node|php|lua[\d.]*|tclsh|awk|gawk|env|xargs|nohup|setsid|busybox|eval|exec|ssh"
)
_RIGHTS = frozenset({"sudo", "su", "doas", "pkexec", "run0", "runas", "gksu", "kdesu"})
_DESTROYERS = re.compile(
    r"rm|rmdir|unlink|shred|dd|wipe|wipefs|mkfs(\..+)?|fdisk|parted|format|del|erase|diskpart|truncate|mv|"
    r"chmod|chown|crontab|kill|killall|pkill|taskkill|shutdown|reboot|poweroff|halt|systemctl|loginctl"
)
_FETCHERS = frozenset(
    {"curl", "wget", "nc", "ncat", "netcat", "socat", "scp", "rsync", "ftp", "sftp", "bitsadmin"}
)

_SAFE_ADDRESSES = frozenset({"http", "https", "mailto"})

_CLOSING_KEYS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"alt", "f4"}), "It closes the window in front, or the whole computer."),
    (frozenset({"ctrl", "alt", "delete"}), "It can end the session."),
    (frozenset({"ctrl", "alt", "backspace"}), "It can end the session."),
    (frozenset({"ctrl", "q"}), "It closes the program in front."),
    (frozenset({"super", "q"}), "It closes the program in front."),
    (frozenset({"ctrl", "w"}), "It closes what is in front."),
    (frozenset({"super", "w"}), "It closes what is in front."),
    (frozenset({"delete"}), "It deletes what is chosen in the window in front."),
    (frozenset({"enter"}), "It agrees to whatever is asked in front, or starts what was typed."),
)


def risky(action: Action) -> str:
    """A sentence on why to look twice; empty where there is no need to."""
    match action:
        case RunCommand():
            return _command_risk(action)
        case Open():
            return _opening_risk(action.target)
        case OpenApplication() if any(map(is_hidden, action.name + action.entry)):
            return "Its name holds invisible characters: it may not be what it looks like."
        case TypeText():
            return _typing_risk(action.text)
        case PressKeys():
            return _keys_risk(action.keys)
        case _:
            return ""


def host_of(target: str) -> str:
    """Where a web address leads; empty for what is none."""
    try:
        return urlsplit(target).hostname or "" if is_address(target) else ""
    except ValueError:
        return ""


def is_address(target: str) -> bool:
    """Whether it is an address (`https:…`) and not a file's path."""
    return _ADDRESS.match(target) is not None


def _command_risk(action: RunCommand) -> str:
    hidden = any(is_hidden(character) for argument in action.arguments for character in argument)
    warning = "It holds invisible characters: it may not do what it looks like. " if hidden else ""
    return warning + _program_risk([_program_name(argument) for argument in action.arguments])


def _program_risk(names: list[str]) -> str:
    shown = f"“{visible(names[0])}”"
    if _RIGHTS & set(names[:2]):
        return "It asks for the rights of the administrator: it can change everything on this computer."
    if _SHELLS.fullmatch(names[0]):
        return f"{shown} does whatever its arguments say. Read all of them."
    if _DESTROYERS.fullmatch(names[0]):
        return f"{shown} can delete or end things for good. Read all of its arguments."
    if names[0] in _FETCHERS:
        return f"{shown} can send your files away and fetch others. Read all of its arguments."
    return "It runs a program, which can do everything that you can do on this computer."


def _opening_risk(target: str) -> str:
    if any(map(is_hidden, target)):
        return "It holds invisible characters: it may not lead where it seems to."
    if target.startswith(("\\\\", "//")):
        return "It lies on another computer, which learns who you are when it is opened."
    if not is_address(target):
        return "It is a program or a script." if _looks_like_program(target) else ""
    scheme = target.partition(":")[0]
    if scheme.casefold() not in _SAFE_ADDRESSES | {"file"}:
        return f"“{visible(scheme)}:” is no address of the web: another program is started with it."
    host = host_of(target)
    if host and "@" in urlsplit(target).netloc:
        return f"It leads to “{visible(host)}”, not to what stands before the @."
    if not host.isascii() or "xn--" in host:
        return f"“{visible(host)}” has letters that look like others: it may not be the address you know."
    return ""


def _looks_like_program(target: str) -> bool:
    ending = PurePath(target.replace("\\", "/")).suffix.casefold()
    return ending in {
        ".desktop", ".sh", ".run", ".appimage", ".exe", ".bat", ".cmd", ".com", ".ps1", ".vbs", ".js", ".jar",
        ".msi", ".lnk", ".scr", ".hta", ".command", ".app", ".py", ".pl", ".url", ".reg",
    }  # fmt: skip


def _typing_risk(text: str) -> str:
    if "\n" in text or "\r" in text:
        return "It presses Enter (⏎): in a terminal that starts what was typed, in a chat that sends it."
    if any(map(is_hidden, text)):
        return "It holds invisible characters."
    return ""


def _keys_risk(keys: tuple[str, ...]) -> str:
    pressed = set(map(canonical, keys))
    return next((sentence for closing, sentence in _CLOSING_KEYS if closing <= pressed), "")


def _program_name(path: str) -> str:
    """The program's bare name in lower case, without folder and `.exe`, from either system's path."""
    name = PureWindowsPath(path).name if "\\" in path else PurePath(path).name
    return name.casefold().removesuffix(".exe")
