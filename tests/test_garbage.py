"""While the program starts no garbage is looked for; afterwards it is, but not among what the program consists of."""

import gc
from collections.abc import Iterator

import pytest

from gesture_app.garbage import collect_again, let_it_lie


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_it_lies_until_the_program_stands() -> None:
    let_it_lie()
    assert not gc.isenabled()
    collect_again()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 1000


def test_where_nothing_was_let_lie_nothing_changes() -> None:
    before = gc.get_freeze_count()
    collect_again()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before
