"""Skeletons lie where the hands are."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gesture_app.hands import LEFT, RIGHT, HandFrame, HandSequence
from gesture_app.ui.palette import DARK
from gesture_app.ui.widgets.film_fit import film_fit
from gesture_app.ui.widgets.hand_painter import fit_rect, paint_hands, picture_target
from made_hands import hand_frame, no_hand, stream

WIDTH, HEIGHT = 320, 240


def painted(hands: HandFrame, **how: bool) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_hands(painter, hands, QRectF(0, 0, WIDTH, HEIGHT), **how)
    painter.end()
    return image


def ink(image: QImage) -> np.ndarray:
    """(pixels, xy) of everything painted."""
    return np.array(
        [(x, y) for x in range(WIDTH) for y in range(HEIGHT) if image.pixelColor(x, y).alpha() > 100]
    )


def test_a_hand_is_painted_where_it_is(qapp: QApplication) -> None:
    places = ink(painted(hand_frame(0.0, 0.25, 0.8)))
    assert abs(places[:, 0].mean() - 0.25 * WIDTH) < 0.08 * WIDTH
    assert places[:, 1].max() < 0.85 * HEIGHT


def test_a_mirrored_hand_is_on_the_other_side(qapp: QApplication) -> None:
    plain, mirrored = painted(hand_frame(0.0, 0.25, 0.8)), painted(hand_frame(0.0, 0.25, 0.8), mirrored=True)
    assert ink(mirrored)[:, 0].mean() == pytest.approx(WIDTH - ink(plain)[:, 0].mean(), abs=1.5)


def test_a_hand_that_is_not_there_is_not_painted(qapp: QApplication) -> None:
    assert len(ink(painted(no_hand(0.0)))) == 0


@pytest.mark.parametrize(("slot", "colour"), [(LEFT, DARK.left_hand), (RIGHT, DARK.right_hand)])
def test_left_and_right_have_colours_of_their_own(qapp: QApplication, slot: int, colour: str) -> None:
    image = painted(hand_frame(0.0, 0.5, 0.8, slot))
    assert image.pixelColor(round(0.5 * WIDTH), round(0.8 * HEIGHT)) == QColor(colour)


def test_letters_tell_the_hands_apart_without_colour(qapp: QApplication) -> None:
    hands = hand_frame(0.0, 0.5, 0.6)
    assert len(ink(painted(hands, letters=True))) > len(ink(painted(hands))) + 100


def test_the_fitted_part_of_the_picture_fills_the_box() -> None:
    fit, box = QRectF(0.4, 0.2, 0.4, 0.6), QRectF(10, 20, 100, 100)
    target = picture_target(fit, box, aspect=4 / 3)
    shown = QRectF(
        target.left() + fit.left() * target.height(),
        target.top() + fit.top() * target.height(),
        fit.width() * target.height(),
        fit.height() * target.height(),
    )
    assert shown.height() == pytest.approx(100)
    assert shown.center().x() == pytest.approx(box.center().x())
    assert target.width() == pytest.approx(target.height() * 4 / 3)


def test_a_sequence_without_hands_has_no_fit() -> None:
    nothing = HandSequence.from_frames([no_hand(0.0), no_hand(0.1)])
    assert fit_rect(nothing) is None
    assert film_fit(nothing, 1.0) is None


def test_a_hand_that_travels_far_is_enlarged_and_stays_in_its_picture() -> None:
    travelling = HandSequence.from_frames(stream(lambda time_s: (0.1 + 0.8 * time_s, 0.7), 1.0))
    fit = film_fit(travelling, 1.0)
    assert fit is not None
    assert fit.enlarged > 1.5
    scale = np.array([travelling.aspect, 1.0])
    for hands in travelling.frames():
        points = fit.apply(hands).image[RIGHT, :, :2] * scale
        assert (points.min(axis=0) >= (fit.rect.left(), fit.rect.top())).all()
        assert (points.max(axis=0) <= (fit.rect.right(), fit.rect.bottom())).all()


def test_movement_still_shows_where_hands_are_enlarged() -> None:
    travelling = HandSequence.from_frames(stream(lambda time_s: (0.1 + 0.8 * time_s, 0.7), 1.0))
    fit = film_fit(travelling, 1.0)
    assert fit is not None
    wrists = [fit.apply(hands).image[RIGHT, 0, 0] for hands in travelling.frames()]
    assert np.all(np.diff(wrists) > 0)
