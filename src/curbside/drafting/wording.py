"""A topic's claim in words that stand alone, off its topic's page."""

import re
from functools import lru_cache

from curbside.drafting.evidence import Passage
from curbside.drafting.terms import content_stems
from curbside.knowledge.topics import forget_with_topics, topics

_NOT_A_NAME = re.compile(r":|\bafter\b|\breaction\b|\bthe body\b")
_KEPT_CAPITAL = re.compile(r"[A-Z]{2}|COVID|Parkinson|Bell|Crohn|Lyme")
# What a claim under "Common causes" does to "it": the topic's own name takes the pronoun's place.
_DO_IT = re.compile(r"\b(?P<can>can|may|could) do (?:it|this|so)\b")
_OBJECT = re.compile(
    r"\b(?P<verb>causes?|leads? to|adds? to|starts?|triggers?|worsens?|makes?|sets?|brings?|kind of|risk of|forms? of)"
    r" (?:it|them|this)\b"
)
_BARE = re.compile(
    r"\b(?P<is>is|are|can be) (?P<noun>(?:an? |the )?(?:\w+ ){0,3}(?:causes?|triggers?|reasons?|signs?))\.$"
)
_THE_CHILD = re.compile(r"\bthe (child|baby)\b")
_OPENS = re.compile(r"^(?:It|They)\b(?= (?!is called\b))")


@lru_cache(maxsize=8192)
def standing(passage: Passage) -> str:
    """The claim its "it" named from the topic's title, "the child" made "a child"; or as it is."""
    text = passage.quote
    if passage.kind != "topic":
        return text
    if passage.section in ("self_care", "now", "today", "soon"):
        return _THE_CHILD.sub(r"a \1", text)
    name = topic_name(passage.ref)
    if not name or topics()[passage.ref].kind != "complaint" or content_stems(name) & content_stems(text):
        return text
    if passage.section in ("causes", "summary"):
        text = _OPENS.sub(name[0].upper() + name[1:], text)
    if passage.section == "causes":
        text = _DO_IT.sub(rf"\g<can> cause {name}", text)
        text = _OBJECT.sub(rf"\g<verb> {name}", text)
        text = _BARE.sub(rf"\g<is> \g<noun> of {name}.", text)
    return text


@lru_cache(maxsize=1024)
def topic_name(slug: str) -> str:
    """The topic's title as it stands inside a sentence, without brackets; "" for a title that is no name."""
    title = topics()[slug].title.split("(")[0].strip()
    if _NOT_A_NAME.search(title):
        return ""
    return title if _KEPT_CAPITAL.match(title) else title[0].lower() + title[1:]


forget_with_topics(standing.cache_clear)
forget_with_topics(topic_name.cache_clear)
