"""A doctor's markdown as safe HTML: plain structure, absolute https links, nothing else."""

import html
import re
from functools import cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

ALLOWED_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["fence", "code"])


def _keep_link(tag: str, attribute: str, value: str) -> str | None:
    # nh3 lets "//host" and other schemes through its own URL rules; only an absolute https address stays.
    if attribute != "href":
        return None
    parts = urlsplit(value)
    return value if parts.scheme == "https" and parts.hostname else None


def render_markdown(text: str) -> str:
    """Sanitised HTML of `text`. Raw HTML in it comes out as text; headings become h3 and h4."""
    rendered = _parser().render(text)
    rendered = re.sub(r"<(/?)h[12]>", r"<\1h3>", rendered)
    rendered = re.sub(r"<(/?)h[56]>", r"<\1h4>", rendered)
    return nh3.clean(
        rendered,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_keep_link,
        url_schemes={"https"},
        link_rel="nofollow noopener ugc",
    )


def plain_text(text: str) -> str:
    """Markdown as the words a reader sees, for excerpts, search and feeds; paragraphs stay apart by a blank line."""
    rendered = re.sub(r"</(?:p|h3|h4|ul|ol|blockquote)>\s*", "\n\n", render_markdown(text))
    lines = html.unescape(nh3.clean(re.sub(r"<br ?/?>\s*", "\n", rendered), tags=set())).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
