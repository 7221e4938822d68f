"""Numbers on the command line."""

from __future__ import annotations

import math
from typing import Any

import click


class NumberIn(click.FloatRange):
    """A number between two others. click's own range lets “nan” through, which is neither too small nor too large."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return number
