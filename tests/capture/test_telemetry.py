"""Nothing leaves this machine: the guard, and the proof by watching system calls."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from footage import Scene, tracker_bundle, write_video
from gesture_app.capture import telemetry
from gesture_app.capture.telemetry import silence_telemetry, telemetry_silenced, unguarded_environment

PROXIES = ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY")

LIVE_SESSION = """
    import sys
    from pathlib import Path
    from gesture_app.capture.telemetry import silence_telemetry
    if sys.argv[3] != "undecided":
        silence_telemetry(allowed=sys.argv[3] == "allowed")
    from gesture_app.capture.open_source import make_source
    from gesture_app.capture.tracker import HandTracker
    from gesture_app.capture.tracker_model import load_landmarker

    source = make_source(sys.argv[1], recordings=Path("recordings"), fast=True)
    source.open()
    seen = 0
    with HandTracker(load_landmarker(Path(sys.argv[2]))) as tracker:
        while (frame := source.read()) is not None:
            seen += tracker.track(frame).any_hand
    source.close()
    assert seen > 5, seen
    print("hands seen", flush=True)
"""


@pytest.fixture
def clean_guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The guard as in a fresh process, and the environment restored afterwards."""
    guarded = telemetry_silenced()
    silence_telemetry(allowed=True)
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(telemetry, "_decided", False)
    yield
    silence_telemetry(allowed=True)
    monkeypatch.undo()
    silence_telemetry(allowed=not guarded)


def test_the_guard_is_up_unless_the_user_allows_it(clean_guard: None) -> None:
    silence_telemetry(allowed=False)
    assert telemetry_silenced()
    assert os.environ["https_proxy"] == "http://127.0.0.1:9"
    silence_telemetry(allowed=True)
    assert not telemetry_silenced()
    assert "https_proxy" not in os.environ


def test_no_decision_means_no_telemetry_and_a_decision_is_kept(clean_guard: None) -> None:
    telemetry.silence_unless_decided()
    assert telemetry_silenced()
    silence_telemetry(allowed=True)
    telemetry.silence_unless_decided()
    assert not telemetry_silenced()


def test_a_decision_counts_only_once_the_guard_is_up(
    clean_guard: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a tracker made in another thread meanwhile would run without it."""
    decided: list[bool] = []
    apply = telemetry._apply

    def applying(variables: dict[str, str | None]) -> None:
        decided.append(telemetry._decided)
        apply(variables)

    monkeypatch.setattr(telemetry, "_apply", applying)
    silence_telemetry(allowed=False)
    assert decided == [False]
    assert telemetry._decided


def test_the_users_own_proxies_come_back_and_reach_other_programs(
    clean_guard: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "*")
    silence_telemetry(allowed=False)
    silence_telemetry(allowed=False)  # twice must not take the guard for the user's own
    assert "no_proxy" not in os.environ  # an exception would be a hole
    theirs = unguarded_environment()
    assert (theirs["https_proxy"], theirs["no_proxy"]) == ("http://proxy.example:3128", "*")
    assert "HTTPS_PROXY" not in theirs
    silence_telemetry(allowed=True)
    assert os.environ["https_proxy"] == "http://proxy.example:3128"


def _unobservable(reason: str) -> None:
    if os.environ.get("GESTURE_APP_REQUIRE_STRACE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _observed(tmp_path: Path, telemetry_is: str, around: tuple[str, ...] = (), **variables: str) -> list[str]:
    """Run a live session and return its attempts to reach anything, as strace saw them."""
    bundle = tmp_path / "hand_landmarker.task"
    bundle.write_bytes(tracker_bundle())
    video = write_video(tmp_path / "hand.avi", [Scene("open", 0.4, "still")])
    trace = tmp_path / "trace"
    session = [sys.executable, "-c", textwrap.dedent(LIVE_SESSION), str(video), str(bundle), telemetry_is]
    environment = {name: value for name, value in os.environ.items() if name not in PROXIES}
    done = subprocess.run(
        [*around, "strace", "-f", "-e", "trace=network", "-o", str(trace), *session],
        env=environment | variables, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout == "hands seen\n", done.stderr
    assert done.stderr == ""
    reaching = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg)\(")
    return [line for line in trace.read_text().splitlines() if reaching.search(line)]


def _leaves_the_machine(call: str) -> bool:
    """Any address outside loopback, and any lookup of a name, be it through a daemon of this machine."""
    if re.search(r"htons\(53\)|nscd|resolve|avahi|mdns", call):
        return True
    address = re.search(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', call)
    if address is None:
        return "AF_INET" in call
    return not (address[1] or "").startswith("127.") and address[2] not in ("::1", "::ffff:127.0.0.1")


@pytest.fixture
def strace() -> None:
    if shutil.which("strace") is None:
        _unobservable("strace is not installed, so system calls cannot be watched")
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False)
    if tried.returncode != 0:
        _unobservable("strace may not watch programs here (ptrace is forbidden)")


@pytest.mark.parametrize(
    ("decision", "theirs"),
    [("refused", {"no_proxy": "*", "NO_PROXY": "googleapis.com"}), ("undecided", {})],
    ids=["refused", "undecided"],
)
def test_a_live_session_reaches_no_address_outside_and_looks_up_no_name(
    strace: None, tmp_path: Path, decision: str, theirs: dict[str, str]
) -> None:
    left = [call for call in _observed(tmp_path, decision, **theirs) if _leaves_the_machine(call)]
    assert left == []


def test_without_the_guard_the_same_session_is_seen_trying(strace: None, tmp_path: Path) -> None:
    """Shows that the observation works. It runs without any network, so nothing can leave."""
    cut_off = next(
        (
            command
            for command in (("unshare", "--net"), ("unshare", "--map-root-user", "--net"))
            if shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True).returncode == 0
        ),
        None,
    )
    if cut_off is None:
        pytest.skip("a program cannot be cut off from the network here (unshare is missing or forbidden)")
    assert any(_leaves_the_machine(call) for call in _observed(tmp_path, "allowed", cut_off))
