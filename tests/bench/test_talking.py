"""Processes that measure answer what they are asked, and say why when they cannot."""

import sys
import textwrap
from pathlib import Path

import pytest

from gesture_app.bench.talking import BenchFailed, Worker, memory_mb


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "measured.py").write_text(
        textwrap.dedent("""
            from gesture_app.bench.talking import serve

            def do(order):
                print("a library says something")
                if order["what"] == "fail":
                    raise RuntimeError("no camera on the moon")
                if order["what"] == "grow":
                    kept.append(bytearray(order["mb"] << 20))
                return {"twice": 2 * order.get("number", 0)}

            kept = []
            serve(do)
        """)
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "measured"


def test_orders_are_carried_out_one_after_the_other(module: str) -> None:
    with Worker(module) as worker:
        assert [worker.ask("double", number=number)["twice"] for number in (1, 2, 3)] == [2, 4, 6]


def test_a_process_that_ends_tells_why(module: str) -> None:
    with Worker(module) as worker:
        with pytest.raises(BenchFailed, match="no camera on the moon"):
            worker.ask("fail")
        with pytest.raises(BenchFailed, match="measured failed"):
            worker.ask("double", number=1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system does not tell")
def test_the_memory_of_another_process_is_what_it_has_written(module: str) -> None:
    with Worker(module) as worker:
        worker.ask("double")
        before = memory_mb(worker.process_id)
        worker.ask("grow", mb=50)
        after = memory_mb(worker.process_id)
    assert before is not None
    assert after is not None
    assert 45 < after - before < 60
    assert memory_mb(2**30) is None
