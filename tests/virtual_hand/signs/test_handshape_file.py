"""A file of handshapes is taken whole or refused with the entry and the field that are wrong."""

from __future__ import annotations

from importlib import resources

import pytest

from gesture_app.virtual_hand.signs.handshapes import HandshapeFileError, read_handshapes

CURLS = """
[curls]
straight = [4, 5, 3]
fist = [82, 100, 58]

[thumbs]
out = { spread = 50, raise = 5, turn = 10, mcp = 0, ip = -5 }
"""
POINTING = """
[handshapes.pointing]
index = { curl = "straight", spread = 3 }
middle = "fist"
ring = { curl = "fist", mcp = 75 }
little = { spread = -4, mcp = 80, pip = 95, dip = 60 }
thumb = "out"
source = "here"
"""


def test_a_curl_gives_what_a_finger_does_not_say_itself() -> None:
    shape = read_handshapes((CURLS + POINTING).encode(), "mine.toml")["pointing"]
    assert shape.fingers_deg.tolist() == [[3, 4, 5, 3], [0, 82, 100, 58], [0, 75, 100, 58], [-4, 80, 95, 60]]
    assert shape.thumb_deg.tolist() == [50, 5, 10, 0, -5]


def test_same_as_takes_the_shape_and_keeps_its_own_words() -> None:
    twin = '[handshapes.twin]\nsame_as = "pointing"\nnote = "a twin"\n'
    shapes = read_handshapes((CURLS + POINTING + twin).encode(), "mine.toml")
    assert shapes["twin"].fingers_deg is shapes["pointing"].fingers_deg
    assert (shapes["twin"].source, shapes["twin"].note) == ("here", "a twin")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('"fist"\nring', '"fst"\nring', "`middle` has the unknown curl “fst”", id="curl"),
        pytest.param('thumb = "out"', 'thumb = "up"', "`thumb` has the unknown place “up”", id="thumb"),
        pytest.param('middle = "fist"\n', "", "`middle` is missing", id="finger missing"),
        pytest.param('thumb = "out"\n', "", "`thumb` is missing", id="thumb missing"),
        pytest.param('source = "here"', "", "`source` is missing", id="source missing"),
        pytest.param("mcp = 80, pip", "pip", "`little` lacks `mcp`", id="angle missing"),
        pytest.param("pip = 95", "pip = 195", "little finger's pip is 195°", id="beyond the limits"),
        pytest.param("spread = 3", "spread = nan", "index finger's spread is nan", id="not a number"),
        pytest.param("spread = 3", 'spread = "3"', "index", id="text for an angle"),
        pytest.param("spread = 3", "spred = 3", "spred", id="misspelt field"),
        pytest.param('source = "here"', 'sorce = "here"', "sorce", id="misspelt key"),
    ],
)
def test_a_mistake_is_refused_with_file_entry_and_field(old: str, new: str, told: str) -> None:
    assert old in POINTING
    with pytest.raises(HandshapeFileError) as caught:
        read_handshapes((CURLS + POINTING.replace(old, new)).encode(), "mine.toml")
    assert "mine.toml" in str(caught.value)
    assert "pointing" in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("twin", "told"),
    [
        pytest.param('same_as = "nothing"', "“nothing” is none", id="unknown"),
        pytest.param('same_as = "twin"', "“twin” is none", id="itself"),
        pytest.param('same_as = "pointing"\nring = "fist"', "leaves nothing to say", id="and more"),
    ],
)
def test_same_as_must_name_one_shape_further_up_and_nothing_else(twin: str, told: str) -> None:
    with pytest.raises(HandshapeFileError, match="“twin”") as caught:
        read_handshapes(f"{CURLS}{POINTING}[handshapes.twin]\n{twin}\n".encode(), "mine.toml")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"[curls\n", b"\xff\xfe\x00", b"", CURLS.replace("[4, 5, 3]", "[4, 5]").encode()]
)
def test_a_broken_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(HandshapeFileError, match=r"mine\.toml"):
        read_handshapes(data, "mine.toml")


def test_every_curl_and_thumb_of_the_file_is_used() -> None:
    text = resources.files("gesture_app.virtual_hand").joinpath("data", "handshapes.toml").read_text("utf-8")
    head, shapes = text.split("[handshapes.", 1)
    named = [line.split("=")[0].strip(' "') for line in head.splitlines() if "=" in line and line[0] != "#"]
    assert len(named) > 8
    for name in named:
        assert f'"{name}"' in shapes, name
