"""One figure: a table with the picture and the file made of the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from curbside.web.stats.chart import Picture, Series, picture_of_rows, picture_of_weeks

Value = float | None


@dataclass(frozen=True, slots=True)
class Lines:
    """What each line of a figure is called: on the page, and in the file where that differs."""

    key: str
    label: str
    names: Sequence[str]
    file_names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """`key` heads the column in the file, `label` on the page. Only drawn columns stand in the picture."""

    key: str
    label: str
    values: Sequence[Value]
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """`name` is part of the address of its file. A value of None is kept back, and says so."""

    name: str
    title: str
    about: str
    lines: Lines
    columns: tuple[Column, ...]
    weekly: bool = False

    @property
    def headers(self) -> list[str]:
        return [self.lines.label, *(column.label for column in self.columns)]

    @property
    def table(self) -> list[list[str]]:
        """The cells in words, line by line."""
        cells = [[written(value) for value in column.values] for column in self.columns]
        return [list(line) for line in zip(self.lines.names, *cells, strict=True)]

    @property
    def picture(self) -> Picture | None:
        """None where there is nothing to draw."""
        series = [Series(column.label, column.values) for column in self.columns if column.drawn]
        if not self.lines.names or not series:
            return None
        return (picture_of_weeks if self.weekly else picture_of_rows)(self.lines.names, series)

    @property
    def file_lines(self) -> list[list[object]]:
        """The file, its heading first; "hidden" where a value is kept back."""
        heading: list[object] = [self.lines.key, *(column.key for column in self.columns)]
        names = self.lines.file_names or self.lines.names
        lines = zip(names, *(column.values for column in self.columns), strict=True)
        return [heading, *([in_file(cell) for cell in line] for line in lines)]


def written(value: Value) -> str:
    return _("not shown") if value is None else f"{value:g}"


def in_file(value: object) -> object:
    return "hidden" if value is None else value
