"""Does the reply call the asker by the asker's alias?"""

import re
from collections.abc import Iterator

from curbside.clinical.privacy.name_list import find_listed, is_listed
from curbside.clinical.reply_checks.lexicon import fold, listed
from curbside.clinical.reply_checks.person.greeting import find_greeting
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import SIGNATURE_CHARACTERS, ReplyCase, problem

TYPE = "salutation_name_mismatch"
_WORD = r"[A-Z][a-z]+(?:['’-][A-Za-z][a-z]+)*"
# "I wish you well, Maria." closes a sentence with somebody's name.
_SPOKEN_TO = re.compile(rf"(?<=[a-z]),\s(?P<name>{_WORD})(?=[.!?]|,\s(?:[a-z]|I\b))")


def find_salutation_name(case: ReplyCase) -> Iterator[Problem]:
    """A name in the greeting that is not the alias; elsewhere half an alias with another half, or a name spoken to."""
    alias = case.question.alias.strip()
    if not alias:
        return
    seen = [*_greeted(case), *_half_aliases(case), *_spoken_to(case)]
    for start, end, name in seen[:1]:
        message = f"The reply calls the asker {name}; the asker is called {alias}."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _greeted(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    greeting = find_greeting(case)
    if greeting is None or not greeting.name:
        return
    named, alias = _parts(greeting.name), _parts(case.question.alias)
    if not named or (named & alias and _is_title_before(greeting.name, alias)):
        return
    if not (named <= alias or _is_shortened(named, alias) or _is_han_part(named, alias)):
        yield greeting.start, greeting.end, greeting.name


def _is_title_before(name: str, alias: frozenset[str]) -> bool:
    """ "Ibu Sari" for Sari: a word before the asker's own name that no list of names holds is a form of address."""
    words = name.split()
    own = [at for at, word in enumerate(words) if _parts(word) & alias]
    return own == [len(words) - 1] and not any(is_listed(word) for word in words[:-1])


def _half_aliases(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    """ "Little Beaver" for Little Otter: two words of which one is the alias's, at the same place in it."""
    words = case.question.alias.split()
    if len(words) != 2 or not all(re.fullmatch(_WORD, word) for word in words):
        return
    first, last = map(re.escape, words)
    for hit in re.finditer(rf"\b(?:{first}\s(?!{last}\b){_WORD}|(?!{first}\b){_WORD}\s{last})\b", case.reply.text):
        other = fold(hit[0]).split()
        titles = (*listed("male_titles"), *listed("female_titles"), *listed("not_names"), *listed("greeting_words"))
        if not any(word in titles for word in other):
            yield hit.start(), hit.end(), hit[0]


def _spoken_to(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    known = _parts(f"{case.question.alias} {case.reply.doctor} {case.reply.affiliation}")
    names = {(span.start, span.end) for span in find_listed(case.reply.text)}
    end = len(case.reply.text) - SIGNATURE_CHARACTERS // 2
    for hit in _SPOKEN_TO.finditer(case.reply.text, 0, max(0, end)):
        if hit.span("name") in names and not _parts(hit["name"]) & known:
            yield *hit.span("name"), hit["name"]


def _is_shortened(named: frozenset[str], alias: frozenset[str]) -> bool:
    """ "Slow H." for Slow Harrier; a second alias word may be left out, none may be another."""
    return all(any(word == own or (len(word) == 1 and own.startswith(word)) for own in alias) for word in named)


def _is_han_part(named: frozenset[str], alias: frozenset[str]) -> bool:
    return bool(named & alias) and any("\u4e00" <= word <= "\u9fff" for word in named)


def _parts(name: str) -> frozenset[str]:
    """The words of a name without titles; Han names by character, since surname and given name are written together."""
    folded = fold(name)
    parts = re.findall(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+", folded)
    return frozenset(parts) - frozenset(listed("not_names")) - frozenset(listed("forms_of_address"))
