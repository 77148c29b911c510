"""How templates call a component, write a date or a waiting time, and mark searched words."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.template import Context
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext

register = template.Library()

MAX_MARKED_WORDS = 20
_SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: str, name: str, **parameters: object) -> str:
    """Render `components/<name>/<name>.html` with the parameters alone and the block's text as `content`."""
    if context.template is None:
        raise template.TemplateSyntaxError("a component is rendered only inside a page")
    found = context.template.engine.get_template(f"components/{name}/{name}.html")
    return found.render(context.new({**parameters, "content": content}))


@register.filter
def answered_in(asked: datetime | date | None, replied: datetime | date | None) -> str:
    """Time from question to reply in its largest unit ("5 hours"); empty when missing or swapped."""
    if not asked or not replied or type(asked) is not type(replied) or replied < asked:
        return ""
    if not isinstance(asked, datetime):
        return timesince(asked, replied, depth=1) if replied != asked else gettext("1 day")
    if (replied - asked).total_seconds() < 60:
        return gettext("1 minute")
    return timesince(asked, replied, depth=1)


@register.filter
def iso(value: datetime | date | None) -> str:
    """The moment as ISO 8601, for `<time datetime>` and machine-readable pages; empty for None."""
    if value is None:
        return ""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Escaped text with `<p>` around each block between blank lines and `<br>` at each line break."""
    blocks = re.split(r"\n[ \t]*\n", (text or "").replace("\r\n", "\n").strip())
    rendered = ("<br>".join(str(escape(line)) for line in block.strip().split("\n")) for block in blocks)
    return mark_safe("".join(f"<p>{block}</p>" for block in rendered if block))  # noqa: S308 - escaped above


@register.filter
def highlight(text: str | None, words: str | Iterable[str] | None) -> SafeString:
    """Escaped text, `<mark>` around words equal to one of `words` or starting with one of 4 letters up."""
    source = text or ""
    asked = re.findall(r"\w+", words) if isinstance(words, str) else [w for w in (words or ()) if w]
    if not asked:
        return SafeString(conditional_escape(source))
    pieces: list[str] = []
    reached = 0
    for found in _words_pattern(asked[:MAX_MARKED_WORDS]).finditer(source):
        pieces += [escape(source[reached : found.start()]), "<mark>", escape(found[0]), "</mark>"]
        reached = found.end()
    pieces.append(escape(source[reached:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped above


@register.filter
def jsonld(data: object) -> SafeString:
    """Structured data as JSON that cannot close its script element, as Django's json_script escapes it."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_SCRIPT_ESCAPES))  # noqa: S308 - escaped


def _words_pattern(words: list[str]) -> re.Pattern[str]:
    """Chinese has no spaces to stand between words, so a word in it matches wherever it stands."""
    parts = []
    for word in sorted(set(words), key=len, reverse=True):
        quoted = re.escape(word)
        if not word.isascii():
            parts.append(quoted)
        else:
            parts.append(rf"\b{quoted}\w*" if len(word) >= 4 else rf"\b{quoted}\b")
    return re.compile("|".join(parts), re.IGNORECASE)
