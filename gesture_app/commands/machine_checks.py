"""What `doctor` looks at on the machine: Python, packages, Qt's libraries, display, folders."""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from gesture_app.commands.finding import Finding
from gesture_app.folders import Folders

_OLDEST_PYTHON = (3, 11)
_PACKAGES = ("PySide6-Essentials", "mediapipe", "numpy", "opencv-python", "opencv-contrib-python", "msgspec",
             "safetensors", "pose-format", "pyqtgraph")  # fmt: skip
_REINSTALL = "Install the program again (make run, or pip install gesture-app)."

# What Qt's X11 plugin loads; Debian's and Ubuntu's package of each.
_QT_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
_LITTLE_SPACE = 500_000_000  # bytes


def installed_version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> Finding:
    written = ".".join(map(str, version))
    if version < _OLDEST_PYTHON:
        return Finding("Python", "problem", f"Python {written} is too old.", "Use Python 3.11 or newer.")
    return Finding("Python", "ok", f"Python {written}.")


def check_packages(
    version_of: Callable[[str], str | None] = installed_version,
    python: tuple[int, ...] = tuple(sys.version_info[:2]),
) -> list[Finding]:
    """Missing packages, and pairs that do not go together."""
    versions = {package: version_of(package) for package in _PACKAGES}
    missing = [package for package, version in versions.items() if version is None]
    findings = []
    if missing:
        findings.append(Finding("packages", "problem", f"Missing: {', '.join(missing)}.", _REINSTALL))
    if versions["PySide6-Essentials"] == "6.12.0" and python < (3, 12):
        findings.append(
            Finding("packages", "problem", "PySide6 6.12.0 crashes with Python 3.11 and older.",
                    'Run: python -m pip install "PySide6-Essentials!=6.12.0"')
        )  # fmt: skip
    plain, contrib = versions["opencv-python"], versions["opencv-contrib-python"]
    if plain and contrib and plain != contrib:
        findings.append(
            Finding("packages", "warning",
                    f"opencv-python is {plain}, but opencv-contrib-python {contrib}; they share a folder.",
                    f"Run: python -m pip install --force-reinstall opencv-python=={contrib}")
        )  # fmt: skip
    for headless in ("opencv-python-headless", "opencv-contrib-python-headless"):
        if version_of(headless):
            findings.append(
                Finding("packages", "warning", f"{headless} overwrites parts of OpenCV.",
                        f"Run: python -m pip uninstall {headless}, then install opencv-python again.")
            )  # fmt: skip
    if not findings:
        there = ", ".join(f"{package} {version}" for package, version in versions.items())
        findings.append(Finding("packages", "ok", f"{there}."))
    return findings


def check_torch() -> Finding:
    """Present or not; it is not imported, which would take seconds."""
    if importlib.util.find_spec("torch") is None:
        return Finding(
            "torch", "problem", "PyTorch is missing: nothing can be trained or recognised.",
            "Run: python -m pip install torch",
        )  # fmt: skip
    return Finding("torch", "ok", f"torch {installed_version('torch')}.")


def check_display(variables: Mapping[str, str] = os.environ) -> Finding:
    if not sys.platform.startswith("linux"):
        return Finding("display", "ok", "The system's own display is used.")
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        if variables.get(name):
            return Finding("display", "ok", f"{name} is {variables[name]}.")
    return Finding(
        "display", "warning", "There is no display, so the window cannot open; commands work.",
        "Start it from a desktop session.",
    )  # fmt: skip


def check_qt_libraries(load: Callable[[str], object] = ctypes.CDLL) -> Finding:
    """Whether what Qt's window needs can be loaded; Qt itself blames other things."""
    if not sys.platform.startswith("linux"):
        return Finding("window", "ok", "Qt brings what it needs.")
    missing = []
    for library, package in _QT_LIBRARIES.items():
        try:
            load(library)
        except OSError:
            missing.append(package)
    if missing:
        return Finding(
            "window", "problem", "Libraries are missing that the window needs.",
            f"Run: sudo apt install {' '.join(missing)}",
        )  # fmt: skip
    return Finding("window", "ok", "The libraries that the window needs are there.")


def check_ready_made(folders: Folders) -> Finding:
    from gesture_app.learning.ready_made import find_ready_made

    found = find_ready_made(folders.built_in)
    if found.trouble:
        what, _, remedy = found.trouble.partition(". ")
        return Finding("ready-made models", "warning", f"{what}.", remedy)
    return Finding("ready-made models", "ok", f"{', '.join(model.card.name for model in found.files)}.")


def check_folders(folders: Folders) -> list[Finding]:
    named = {
        "models": folders.models,
        "recordings": folders.recordings,
        "practice": folders.practice,
        "settings": folders.settings,
    }
    return [_check_folder(name, folder) for name, folder in named.items()]


def _check_folder(name: str, folder: Path) -> Finding:
    there = next(place for place in (folder, *folder.parents) if place.exists())  # made when it is needed
    elsewhere = "Make it writable, or set GESTURE_APP_HOME to another folder."
    try:
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        return Finding(name, "problem", f"Nothing can be written to {folder} ({error.strerror}).", elsewhere)
    if free < _LITTLE_SPACE:
        return Finding(name, "warning", f"{folder} has only {free // 1_000_000} MB left.", "Make some room.")
    return Finding(name, "ok", f"{folder}, {free / 1e9:.0f} GB free.")
