"""Webcams: a fake stands in for the device, everything else is real."""

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from gesture_app.capture.camera import Camera
from gesture_app.capture.camera_trouble import camera_trouble, why_not_opened
from gesture_app.capture.cameras import CameraInfo, choose_camera, list_cameras
from gesture_app.capture.source import Frame, SourceError

BUILT_IN, USB = CameraInfo(0, "Built-in Camera", 200), CameraInfo(2, "USB Camera", 200)


class FakeDevice:
    """A webcam whose pictures are made by `deliver`, which gets the number of the read."""

    def __init__(self, deliver: Callable[[int], np.ndarray | None], opens: bool = True) -> None:
        self.deliver = deliver
        self.opens = opens
        self.settings: dict[int, float] = {}
        self.reads = 0
        self.released_by: list[str] = []

    def isOpened(self) -> bool:
        return self.opens

    def read(self):
        time.sleep(0.005)
        picture = self.deliver(self.reads)
        self.reads += 1
        return picture is not None, picture

    def set(self, name: int, value: float) -> bool:
        self.settings[name] = value
        return True

    def release(self) -> None:
        self.released_by.append(threading.current_thread().name)


def picture(number: int) -> np.ndarray:
    return np.full((48, 64, 3), min(number, 255), np.uint8)


def camera_of(device: FakeDevice, wanted: str = "", silence_s: float = 0.2) -> Camera:
    return Camera(
        wanted,
        connected=lambda: [BUILT_IN, USB],
        open_device=lambda index, backend: device,
        silence_s=silence_s,
    )


def test_frames_of_a_camera_are_numbered_and_their_times_increase() -> None:
    camera = camera_of(FakeDevice(picture), "USB")
    camera.open()
    frames = [camera.read() for _ in range(5)]
    camera.close()
    assert camera.name == "USB Camera"
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4]
    assert (np.diff([frame.time_s for frame in frames]) > 0).all()
    assert frames[0].aspect == 64 / 48


def test_a_slow_reader_gets_the_newest_picture() -> None:
    device = FakeDevice(picture)
    camera = camera_of(device)
    camera.open()
    camera.read()
    while device.reads < 20:
        time.sleep(0.005)
    assert camera.read().pixels[0, 0, 0] >= 18
    camera.close()


def test_grey_pictures_become_colour_pictures() -> None:
    camera = camera_of(FakeDevice(lambda number: np.full((48, 64), 7, np.uint8)))
    camera.open()
    assert camera.read().pixels.shape == (48, 64, 3)
    camera.close()


def test_closing_ends_a_read_that_hangs_and_the_device_is_released_by_its_own_thread() -> None:
    let_go = threading.Event()

    def hang(number: int) -> np.ndarray:
        if number:
            let_go.wait(10)
        return picture(number)

    device = FakeDevice(hang)
    camera = camera_of(device, silence_s=10)
    camera.open()
    camera.read()
    closer = threading.Timer(0.05, camera.close)
    closer.start()
    assert camera.read() is None
    assert device.released_by == []
    let_go.set()
    closer.join()
    for thread in threading.enumerate():
        if thread.name.startswith("camera"):
            thread.join(5)
    assert device.released_by == ["camera 0"]


def test_closing_ends_an_opening_that_hangs() -> None:
    let_go = threading.Event()

    def open_device(index: int, backend: int) -> FakeDevice:
        let_go.wait(10)
        return FakeDevice(picture)

    camera = Camera(connected=lambda: [BUILT_IN], open_device=open_device)
    threading.Timer(0.05, camera.close).start()
    camera.open()
    assert camera.read() is None
    let_go.set()


def test_a_camera_that_falls_silent_is_lost_and_can_be_opened_again() -> None:
    device = FakeDevice(lambda number: picture(number) if number < 3 else None)
    camera = camera_of(device)
    camera.open()
    frames: list[Frame] = []
    with pytest.raises(SourceError, match="was disconnected") as caught:
        frames.extend(iter(camera.read, None))
    assert caught.value.problem == "lost"
    camera.close()
    device.deliver = picture
    camera.open()
    again = camera.read()
    camera.close()
    assert again.index == frames[-1].index + 1
    assert again.time_s > frames[-1].time_s


def test_a_camera_without_any_picture_says_so() -> None:
    camera = camera_of(FakeDevice(lambda number: None))
    camera.open()
    with pytest.raises(SourceError, match="Built-in Camera delivers no pictures") as caught:
        camera.read()
    assert caught.value.problem == "no_frames"
    camera.close()


def test_a_device_that_does_not_open_gets_a_sentence() -> None:
    camera = camera_of(FakeDevice(picture, opens=False))
    with pytest.raises(SourceError, match="Built-in Camera") as caught:
        camera.open()
    assert caught.value.problem in ("absent", "busy", "denied")
    camera.close()


def test_a_camera_is_found_by_number_name_or_the_beginning_of_its_name() -> None:
    cameras = [BUILT_IN, USB]
    assert choose_camera("", cameras) == BUILT_IN
    assert choose_camera("2", cameras) == USB
    assert choose_camera("USB Camera", cameras) == USB
    assert choose_camera("usb", cameras) == USB


def test_a_camera_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(SourceError, match=r"no camera 7\. Connected: 0 “Built-in Camera”, 2 “USB Camera”"):
        choose_camera("7", [BUILT_IN, USB])
    with pytest.raises(SourceError, match="No camera was found") as caught:
        choose_camera("", [])
    assert caught.value.problem == "absent"
    with pytest.raises(SourceError, match="no camera called “Phone”: none is connected"):
        choose_camera("Phone", [])


def test_two_cameras_of_one_make_have_two_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gesture_app.capture.cameras.enumerate_cameras", lambda backend: [USB, BUILT_IN, USB])
    assert [camera.name for camera in list_cameras()] == ["Built-in Camera", "USB Camera", "USB Camera (2)"]


@pytest.mark.skipif("not __import__('sys').platform.startswith('linux')", reason="device files of Linux")
def test_linux_tells_an_absent_camera_from_a_busy_one(tmp_path) -> None:
    assert why_not_opened(0, "Webcam", tmp_path).problem == "absent"
    (tmp_path / "video0").touch()
    assert why_not_opened(0, "Webcam", tmp_path).problem == "busy"


@pytest.mark.skipif("not __import__('sys').platform.startswith('linux')", reason="device files of Linux")
@pytest.mark.parametrize(("number", "problem"), [(13, "denied"), (16, "busy"), (19, "absent")])
def test_linux_says_why_a_camera_does_not_open(
    monkeypatch: pytest.MonkeyPatch, number: int, problem: str
) -> None:
    def refuse(path, flags):
        raise OSError(number, "refused")

    monkeypatch.setattr("gesture_app.capture.camera_trouble.os.open", refuse)
    assert why_not_opened(0, "Webcam").problem == problem


@pytest.mark.parametrize("problem", ["absent", "busy", "denied", "lost", "no_frames", "black", "unreadable"])
def test_every_trouble_names_the_camera_and_a_remedy(problem) -> None:
    trouble = camera_trouble(problem, "Webcam")
    assert trouble.sentence.startswith("Webcam ")
    assert trouble.remedy.endswith(".")
    assert str(trouble) == f"{trouble.sentence} {trouble.remedy}"


def test_a_driver_that_fails_while_opening_gets_a_sentence_at_once() -> None:
    def open_device(index: int, backend: int) -> FakeDevice:
        raise cv2.error("the driver failed")

    camera = Camera(connected=lambda: [BUILT_IN], open_device=open_device)
    with pytest.raises(SourceError, match="cannot be read") as caught:
        camera.open()
    assert caught.value.problem == "unreadable"


def test_a_clock_that_was_set_back_goes_on_from_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    back_s = 0.0
    clock = SimpleNamespace(perf_counter=lambda: time.perf_counter() - back_s, sleep=time.sleep)
    monkeypatch.setattr("gesture_app.capture.camera.time", clock)
    camera = camera_of(FakeDevice(picture))
    camera.open()
    camera.read()
    back_s = 3600.0
    times_s = [camera.read().time_s for _ in range(6)]
    camera.close()
    assert (np.diff(times_s) > 0).all()
    assert times_s[-1] - times_s[1] > 0.01, "not crawling for an hour"
