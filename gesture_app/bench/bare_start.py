"""What a script of ten lines does until it has landmarks: import cv2 and mediapipe, create, detect. Run by itself."""

import importlib
import os
import sys
import time

os.environ.setdefault("https_proxy", "http://127.0.0.1:9")  # no reports to anybody, see capture/telemetry.py

import cv2
import mediapipe as mp

bundle, video, hold_s = sys.argv[1:4]
vision = mp.tasks.vision
options = vision.HandLandmarkerOptions(
    base_options=mp.tasks.BaseOptions(model_asset_path=bundle),
    running_mode=vision.RunningMode.VIDEO,
    num_hands=2,
)
landmarker = vision.HandLandmarker.create_from_options(options)
capture = cv2.VideoCapture(video)
number = 0
told = False
until_s = time.monotonic() + 2 * float(hold_s)  # we are ended before
if float(hold_s):  # for its memory: the libraries that we have imported by then
    for library in (
        "safetensors",
        "msgspec",
        "PySide6.QtCore",
        "PySide6.QtGui",
        "PySide6.QtWidgets",
    ):
        importlib.import_module(library)
while not told or time.monotonic() < until_s:
    there, picture = capture.read()
    if not there:
        capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
        continue
    rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    number += 1
    found = landmarker.detect_for_video(mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), number)
    if found.hand_landmarks and not told:
        told = True
        print("landmarks", flush=True)
landmarker.close()
