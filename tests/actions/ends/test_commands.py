"""Commands run without a shell, are ended with all that they started, and failures are told."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from gesture_app.actions.action import RunCommand
from gesture_app.actions.ends.commands import CommandRunner
from gesture_app.actions.firing import ActionEnded, ActionFailed
from made_profiles import firing_of
from screens import wait_until

ENVIRONMENT = {"PATH": os.environ["PATH"]}


def run(*arguments: str, **details: object) -> None:
    CommandRunner(ENVIRONMENT).do(firing_of(RunCommand(arguments=arguments, **details)))  # type: ignore[arg-type]


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def is_running(process: int) -> bool:
    """A zombie that nobody has fetched yet runs no more."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def a_parent_with_a_child(marker: Path, *, stubborn: bool = False) -> tuple[str, ...]:
    """A command whose child, in the same group, would live for a minute; the child's number lands in `marker`."""
    child = "import signal, time\n"
    child += (
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" * stubborn
        + "print('ready', flush=True)\ntime.sleep(60)"
    )
    return python(
        "import subprocess, sys, os\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        f"open({str(marker) + '.part'!r}, 'w').write(str(child.pid))\n"
        f"os.rename({str(marker) + '.part'!r}, {str(marker)!r})\n"
        "child.wait()"
    )


def test_arguments_arrive_as_they_are_without_a_shell(tmp_path: Path) -> None:
    out = tmp_path / "out"
    hostile = ["$(touch /nowhere)", "; rm -rf ~", "a b", "*", "`id`", "", "ä ✋", "%PATH%", "| cat", "> file"]
    run(*python(f"import sys; open({str(out)!r}, 'w').write(repr(sys.argv[1:]))"), *hostile)
    assert out.read_text() == repr(hostile)


def test_it_runs_in_the_folder_that_was_chosen(tmp_path: Path) -> None:
    run(*python("open('here', 'w')"), folder=str(tmp_path))
    assert (tmp_path / "here").exists()


def test_without_a_folder_it_runs_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    run(*python("open('here', 'w')"))
    assert (tmp_path / "here").exists()


def test_it_sees_the_environment_that_it_was_given_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    environment = ENVIRONMENT | {"MINE": "yes"}
    code = f"import os; open({str(out)!r}, 'w').write(repr(sorted(os.environ)))"
    CommandRunner(environment).do(firing_of(RunCommand(arguments=python(code))))
    assert set(eval(out.read_text())) - {"LC_CTYPE"} == {"MINE", "PATH"}  # noqa: S307 - our own list


def test_nothing_of_ours_is_held_open_and_nothing_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    with (tmp_path / "ours").open("w") as ours:
        os.set_inheritable(ours.fileno(), True)
        code = "import os, sys; print('noise'); print('noise', file=sys.stderr); "
        code += f"open({str(out)!r}, 'w').write(' '.join(os.readlink(f'/proc/self/fd/{{n}}') "
        code += "for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')))"
        run(*python(code))
        assert str(tmp_path / "ours") not in out.read_text()
        assert "/dev/null" in out.read_text()
    assert capfd.readouterr() == ("", "")


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ActionFailed, match="no program “no-such-program” here"):
        run("no-such-program", "--now")


def test_a_program_with_a_path_is_looked_for_in_the_folder_that_it_runs_in(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "it"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nopen('here', 'w')")
    program.chmod(0o755)
    run("bin/it", folder=str(tmp_path))
    assert (tmp_path / "here").exists()


def test_a_home_folder_is_not_expanded_but_the_remedy_is_named() -> None:
    with pytest.raises(ActionFailed, match="Write its whole path"):
        run("~/bin/it")


def test_a_batch_file_gets_no_arguments_since_a_shell_would_read_them(tmp_path: Path) -> None:
    batch = tmp_path / "it.bat"
    batch.write_text(f"#!{sys.executable}\n")
    batch.chmod(0o755)
    with pytest.raises(ActionFailed, match="hand its arguments to a shell"):
        run(str(batch), "a&calc")
    run(str(batch))


def test_what_cannot_be_executed_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("neither a script nor a program")
    broken.chmod(0o755)
    with pytest.raises(ActionFailed, match="could not be started"):
        run(str(broken))


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActionFailed, match=r"folder .*gone.* is not there"):
        run("true", folder=str(tmp_path / "gone"))


def test_a_failure_is_told_with_the_last_line_of_what_it_said() -> None:
    with pytest.raises(ActionFailed) as failed:
        run(*python("import sys; sys.stderr.write('first\\nthe disk is \\x1b[31mfull\\n\\n'); sys.exit(3)"))
    assert not isinstance(failed.value, ActionEnded)
    assert "failed with code 3: the disk is  [31mfull" in str(failed.value)


def test_a_crash_is_told_by_its_signal() -> None:
    with pytest.raises(ActionFailed, match="was ended by the signal SIGSEGV"):
        run(*python("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"))


def test_a_hang_is_ended_with_all_that_it_had_started(tmp_path: Path) -> None:
    marker = tmp_path / "child"
    with pytest.raises(ActionEnded, match="took longer than 2 s and was ended"):
        run(*a_parent_with_a_child(marker), longest_s=2)
    child = int(marker.read_text())
    wait_until(lambda: not is_running(child), "the end of the grandchild")


def test_what_will_not_end_when_asked_is_killed(tmp_path: Path) -> None:
    marker = tmp_path / "child"
    with pytest.raises(ActionEnded):
        run(*a_parent_with_a_child(marker, stubborn=True), longest_s=2)
    child = int(marker.read_text())
    wait_until(lambda: not is_running(child), "the end of the grandchild")


def test_closing_ends_what_is_waited_for(tmp_path: Path) -> None:
    marker, runner, told = tmp_path / "child", CommandRunner(ENVIRONMENT), []

    def do() -> None:
        try:
            runner.do(firing_of(RunCommand(arguments=a_parent_with_a_child(marker), longest_s=60)))
        except ActionEnded as ended:
            told.append(str(ended))

    thread = threading.Thread(target=do)
    thread.start()
    wait_until(marker.exists, "the grandchild")
    runner.close()
    thread.join(5)
    assert not thread.is_alive()
    assert "was ended, with all that it had started" in told[0]
    wait_until(lambda: not is_running(int(marker.read_text())), "the end of the grandchild")


def test_a_flood_of_errors_neither_blocks_nor_fills_the_disk() -> None:
    code = "import os, sys, time\n"
    code += "for _ in range(4):\n    os.write(2, b'x' * 1_500_000)\n    time.sleep(0.4)\n"
    code += "sys.exit(f'\\nkept: {os.fstat(2).st_size}')"
    with pytest.raises(ActionFailed) as failed:
        run(*python(code), longest_s=30)
    assert int(str(failed.value).split("kept: ")[1]) < 4_000_000  # of the six that it wrote


def test_two_commands_run_at_once() -> None:
    runner, ended_s = CommandRunner(ENVIRONMENT), []

    def do() -> None:
        runner.do(firing_of(RunCommand(arguments=("sleep", "1"))))
        ended_s.append(time.monotonic())

    threads = [threading.Thread(target=do) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert abs(ended_s[0] - ended_s[1]) < 0.9  # one after the other they would end a second apart


def test_without_a_limit_it_is_left_running(tmp_path: Path) -> None:
    marker = tmp_path / "number"
    code = f"import os, time; open({str(marker)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    runner = CommandRunner(ENVIRONMENT)
    runner.do(firing_of(RunCommand(arguments=python(code), longest_s=0)))
    runner.close()
    process = int(marker.read_text())
    assert is_running(process)
    assert os.getsid(process) != os.getsid(0), "it would end with our terminal"
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def test_without_a_limit_a_crash_at_once_is_told_all_the_same() -> None:
    with pytest.raises(ActionFailed, match="failed with code 4: run it in a terminal to see why"):
        run(*python("import sys; sys.exit(4)"), longest_s=0)


def test_without_a_limit_one_that_is_soon_done_is_no_failure() -> None:
    run("true", longest_s=0)
