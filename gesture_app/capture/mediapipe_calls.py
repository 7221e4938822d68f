"""Calls of MediaPipe's library on the thread that asks, its answers read as they lie in memory.

MediaPipe's own class hands each call over to a thread of its own, waits for it, and makes an object of every
landmark. Both need Python's interpreter, which the window needs as well while it paints: each of four changes of
threads a picture waits for it. What is called here is what that class calls, in the same order.
"""

from __future__ import annotations

import ctypes
import importlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesture_app.capture.hand_slots import FoundHand
from gesture_app.capture.source import Pixels

_CORE = "mediapipe.tasks.python.core."
_FLOAT = ctypes.sizeof(ctypes.c_float)


class UnknownLibraryError(Exception):
    """This version of MediaPipe is arranged otherwise."""


class LandmarkerCalls:
    """The calls of one of MediaPipe's landmarkers; one thread at a time."""

    def __init__(self, made: Any) -> None:
        """Take a landmarker (`HandLandmarker`) that MediaPipe made, for video; it stays the caller's to close.

        Raises:
            UnknownLibraryError: its insides are not those that are known here.
        """
        try:
            vision = importlib.import_module(type(made).__module__)
            image = importlib.import_module("mediapipe.tasks.python.vision.core.image")
            library = importlib.import_module(f"{_CORE}mediapipe_c_bindings").load_raw_library()
            self._raise_for = importlib.import_module(f"{_CORE}mediapipe_c_utils").handle_status
            self._handle: Any = made._handle
            self._result: Any = vision.MpHandLandmarkerResultC
            self._rgb = int(image.ImageFormat.SRGB)
            self._detect: Any = library.MpHandLandmarkerDetectForVideo
            self._free_error: Any = library.MpErrorFree
            signatures = {
                each.func_name: each for each in (*image._CTYPES_SIGNATURES, *vision._CTYPES_SIGNATURES)
            }
            self._detect.argtypes = signatures["MpHandLandmarkerDetectForVideo"].argtypes
            # These are done sooner than the interpreter could be handed over and back: it is kept meanwhile.
            quick = ctypes.PyDLL(library._name)
            self._create, self._free, self._close = (
                _typed(quick, signatures[name])
                for name in ("MpImageCreateFromUint8Data", "MpImageFree", "MpHandLandmarkerCloseResult")
            )
            _check_layout(self._result)
        except (ImportError, AttributeError, KeyError, OSError) as error:
            raise UnknownLibraryError(str(error)) from error

    def find(self, rgb: Pixels, milliseconds: int) -> list[FoundHand]:
        """The hands in the next picture (height, width, 3), contiguous, in RGB; later than the one before.

        Raises:
            RuntimeError, ValueError, OSError: what MediaPipe raises in the same case.
        """
        height, width, _ = rgb.shape
        image = ctypes.c_void_p()
        self._checked(
            self._create, self._rgb, width, height,
            rgb.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8)), rgb.size, ctypes.byref(image),
        )  # fmt: skip
        try:
            result = self._result()
            self._checked(self._detect, self._handle, image, None, milliseconds, ctypes.byref(result))
            try:
                return _hands(result)
            finally:
                self._close(ctypes.byref(result))
        finally:
            self._free(image)

    def _checked(self, call: Any, *arguments: Any) -> None:
        message = ctypes.c_char_p()
        status = call(*arguments, ctypes.byref(message))
        if status == 0:
            return
        try:
            self._raise_for(status, message)
        finally:
            if message.value is not None:
                self._free_error(message)


def _typed(library: ctypes.PyDLL, signature: Any) -> Any:
    function = getattr(library, signature.func_name)
    function.argtypes, function.restype = signature.argtypes, signature.restype
    return function


def _check_layout(result: Any) -> None:
    """Landmarks are read as floats, of which the first three are the place."""
    fields = dict(result._fields_)
    for name in ("hand_landmarks", "hand_world_landmarks"):
        landmark = dict(fields[name]._type_._fields_)["landmarks"]._type_
        places = [getattr(landmark, axis) for axis in "xyz"]
        known = [place.offset == row * _FLOAT and place.size == _FLOAT for row, place in enumerate(places)]
        if not all(known) or ctypes.sizeof(landmark) % _FLOAT:
            raise AttributeError(f"{name} lie otherwise in memory")


def _hands(result: Any) -> list[FoundHand]:
    return [
        FoundHand(
            _right(result.handedness[row]),
            _points(result.hand_landmarks[row]),
            _points(result.hand_world_landmarks[row]),
        )
        for row in range(result.hand_landmarks_count)
    ]


def _right(called: Any) -> float:
    category = called.categories[0]
    return belief_in_right(category.score, category.category_name.decode())


def belief_in_right(score: float, name: str) -> float:
    """Belief that a hand is the right one; MediaPipe names the person's hand in an un-mirrored picture."""
    return float(score) if name == "Right" else 1.0 - float(score)


def _points(listed: Any) -> NDArray[np.float32]:
    first, count = listed.landmarks, listed.landmarks_count
    floats = ctypes.sizeof(first._type_) // _FLOAT * count
    block = ctypes.cast(first, ctypes.POINTER(ctypes.c_float * floats))
    return np.frombuffer(block.contents, np.float32).reshape(count, -1)[:, :3].copy()
