"""Which stylesheet readers load and which one the desk adds, built from tokens, base and component files.

Run `python -m curbside.web.ui.assemble` after changing any of them; the results are committed.
"""

import re
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE / "static" / "ui"
PARTS = STATIC / "css"
COMPONENTS = HERE / "templates" / "components"

_STRING_OR_COMMENT = re.compile(r"""("[^"\n]*"|'[^'\n]*')|/\*.*?\*/""", re.DOTALL)
_HIDDEN_STRING = re.compile("\x00(\\d+)\x00")


def reader_css() -> str:
    """What every page loads: tokens first, print last so that it wins."""
    components = sorted(COMPONENTS.glob("*/*.css"))
    return _joined([PARTS / "tokens.css", PARTS / "base.css", PARTS / "layout.css", *components, PARTS / "print.css"])


def desk_css() -> str:
    """What doctors' and moderators' pages add, so that readers do not pay for it."""
    return _joined([PARTS / "desk.css"])


def minified(css: str) -> str:
    """The same rules without comments and spare spaces; text in quotes stays as it is."""
    strings: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if found[1] is None:
            return " "
        strings.append(found[1])
        return f"\x00{len(strings) - 1}\x00"

    text = re.sub(r"\s+", " ", _STRING_OR_COMMENT.sub(hide, css))
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    text = re.sub(r": ", ":", text).replace(";}", "}")
    return _HIDDEN_STRING.sub(lambda found: strings[int(found[1])], text).strip()


def assemble() -> dict[Path, str]:
    """The two files and what belongs in them, for writing and for the test that they are current."""
    return {STATIC / "site.css": reader_css(), STATIC / "desk.css": desk_css()}


def _joined(files: Iterable[Path]) -> str:
    return "".join(minified(file.read_text(encoding="utf-8")) for file in files) + "\n"


def main() -> None:
    for target, css in assemble().items():
        target.write_text(css, encoding="utf-8")


if __name__ == "__main__":
    main()
