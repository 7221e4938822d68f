"""`gesture-app doctor`: what is wrong, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

import click

from gesture_app.commands.finding import Finding, State
from gesture_app.commands.output import print_json, progress_line
from gesture_app.folders import find_folders

_COLOURS: dict[State, str] = {"ok": "green", "warning": "yellow", "problem": "red"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def command(as_json: bool) -> None:
    """Say in plain words what is wrong, and what to do about it.

    Looks at Python, the packages, the window's libraries, cameras, the models and the folders.
    The exit code is 1 if there is a problem.
    """
    findings = []
    for finding in _examine():
        findings.append(finding)
        if not as_json:
            _print(finding)
    problems = sum(finding.state == "problem" for finding in findings)
    if as_json:
        print_json({"ok": problems == 0, "findings": findings})
    else:
        click.echo(_verdict(problems))
    raise SystemExit(1 if problems else 0)


def _examine() -> Iterator[Finding]:
    from gesture_app.commands import capture_checks, machine_checks

    folders = find_folders()
    yield machine_checks.check_python()
    yield from machine_checks.check_packages()
    yield machine_checks.check_torch()
    yield machine_checks.check_display()
    yield machine_checks.check_qt_libraries()
    yield from machine_checks.check_folders(folders)
    yield machine_checks.check_ready_made(folders)
    yield from capture_checks.check_settings(folders)
    yield capture_checks.check_tracker_model(folders)
    progress_line("Looking through the camera…")
    cameras = capture_checks.check_cameras()
    progress_line("")
    yield from cameras


def _print(finding: Finding) -> None:
    state = click.style(f"{finding.state:8}", fg=_COLOURS[finding.state])
    click.echo(f"{state} {finding.check}: {finding.sentence}")
    if finding.remedy:
        click.echo(f"{'':8} → {finding.remedy}")


def _verdict(problems: int) -> str:
    if problems == 0:
        return "Nothing stands in the way."
    return "One problem was found." if problems == 1 else f"{problems} problems were found."
