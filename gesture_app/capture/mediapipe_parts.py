"""The few parts of MediaPipe that find hands, without importing all of it.

Importing any part of MediaPipe 1.2 first imports all of it, and with it matplotlib and a sound library: 0.4 s
and 130 MB, of which finding hands needs 0.03 s and nothing of either. Python runs a package's `__init__` before
its parts; so the packages stand in `sys.modules` as closed ones, whose parts can be imported, and are opened if
anybody asks them for what only their `__init__` provides.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NamedTuple

_PACKAGES = (
    "mediapipe",
    "mediapipe.tasks",
    "mediapipe.tasks.python",
    "mediapipe.tasks.python.vision",
)
"""From the outside in. Those beyond them import nothing by themselves."""

_standing = threading.Lock()
"""Who came second would find some of them closed already, and open the others."""


class Parts(NamedTuple):
    """What is needed of MediaPipe, by its own names."""

    landmarker: Any  # mediapipe.tasks.python.vision.hand_landmarker
    BaseOptions: Any
    RunningMode: Any
    Image: Any
    ImageFormat: Any


def import_parts() -> Parts:
    """Import what finds hands; MediaPipe as a whole stays importable as ever."""
    with _standing:
        if _PACKAGES[0] not in sys.modules:
            _stand_closed()
    vision = f"{_PACKAGES[-1]}."
    image = importlib.import_module(f"{vision}core.image")
    return Parts(
        importlib.import_module(f"{vision}hand_landmarker"),
        importlib.import_module("mediapipe.tasks.python.core.base_options").BaseOptions,
        importlib.import_module(f"{vision}core.vision_task_running_mode").VisionTaskRunningMode,
        image.Image,
        image.ImageFormat,
    )


class _ClosedPackage(ModuleType):
    """A package whose `__init__` was not run yet."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        part = f"{self.__name__}.{name}"
        if importlib.util.find_spec(part) is not None:
            return importlib.import_module(part)
        _open_all()
        return getattr(self, name)


def _stand_closed() -> None:
    for name in _PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None:  # another version, otherwise arranged: its parts are imported as usual
            return
        package = _ClosedPackage(name)
        _describe(package, spec)
        sys.modules[name] = package
        outer, _, own = name.rpartition(".")
        if outer:
            setattr(sys.modules[outer], own, package)


def _describe(package: ModuleType, spec: ModuleSpec) -> None:
    """What every imported package knows of itself."""
    package.__spec__, package.__loader__, package.__file__ = spec, spec.loader, spec.origin
    package.__package__ = spec.name
    package.__path__ = list(spec.submodule_search_locations or ())


def _open_all() -> None:
    """Run what every `__init__` would have done, the innermost first, as importing the outermost does."""
    for name in reversed(_PACKAGES):
        package = sys.modules.get(name)
        if isinstance(package, _ClosedPackage):
            package.__class__ = ModuleType  # type: ignore[assignment]
            if package.__spec__ is not None and package.__spec__.loader is not None:
                package.__spec__.loader.exec_module(package)
