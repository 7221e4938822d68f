"""Windows on Windows and whose they are, through its own functions."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import PureWindowsPath

_MAY_ASK_NAME = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION

if sys.platform == "win32":

    def in_front() -> str:
        """The program of the foreground window, as `firefox.exe`; empty: unknown, or this one."""
        process = _process(ctypes.windll.user32.GetForegroundWindow())
        return "" if process == os.getpid() else _program(process)

    def with_windows() -> tuple[str, ...]:
        """The other programs that have visible windows with a title."""
        user32 = ctypes.windll.user32
        processes: set[int] = set()

        def look(window: int, _: int) -> bool:
            if user32.IsWindowVisible(window) and user32.GetWindowTextLengthW(window):
                processes.add(_process(window))
            return True

        kind = ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
        user32.EnumWindows(kind(look), 0)
        names = {_program(process) for process in processes - {os.getpid()}}
        return tuple(sorted(names - {""}))

    def _process(window: int) -> int:
        number = ctypes.c_ulong()
        ctypes.windll.user32.GetWindowThreadProcessId(ctypes.c_void_p(window), ctypes.byref(number))
        return number.value

    def _program(process: int) -> str:
        kernel32 = ctypes.windll.kernel32
        kernel32.OpenProcess.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(kernel32.OpenProcess(_MAY_ASK_NAME, False, process))
        if not handle:
            return ""
        path = ctypes.create_unicode_buffer(1024)
        size = ctypes.c_ulong(len(path))
        try:
            known = kernel32.QueryFullProcessImageNameW(handle, 0, path, ctypes.byref(size))
        finally:
            kernel32.CloseHandle(handle)
        return PureWindowsPath(path.value).name.lower() if known else ""
