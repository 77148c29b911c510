"""Which rare jobs could identify, and which combinations of details could although each is harmless."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from curbside.clinical.privacy.scripts import BADLY_READ, is_badly_read
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span
from curbside.knowledge.rare_jobs import load_rare_jobs

RARE_JOB = "someone with an uncommon job"

_JOBS = (
    "mayor|astronaut|ambassador|senator|congress(?:man|woman)|member\\sof\\sparliament|MP|bishop|"
    "archbishop|prime\\sminister|minister\\sof\\s\\w+|governor|judge|"
    "lighthouse\\skeeper|zoo\\s?keeper|concertmaster|news\\sanchor|newsreader|television\\spresenter|"
    "tv\\s(?:presenter|host|anchor)|head\\s?(?:coach|master|mistress|teacher)|"
    "olympic\\s\\w+|professional\\s(?:footballer|boxer|dancer|wrestler|cyclist|tennis\\splayer)|"
    "opera\\ssinger|ballet\\sdancer|stunt(?:man|woman|\\sperformer)|"
    "falconer|taxidermist|fire\\schief|police\\schief|chief\\sof\\spolice|harbou?r\\spilot|"
    "snake\\s(?:handler|milker)|beekeeper|glass\\s?blower|university\\spresident|coroner|sheriff|"
    "organ\\sbuilder|bell[\\s-](?:founder|ringer)|(?:harpsichord|harp|violin|lute|puppet|mask|clock|organ)\\s(?:maker|restorer)|"
    "(?:[a-z]+\\s)?(?:restorer|conservator)|stunt\\spilot|ski\\spatroller|town\\scrier|lion\\stamer|sword\\sswallower|"
    "circus\\s\\w+|mine\\sinspector|(?:polar|volcano)\\sguide|countertenor|cathedral\\sorganist|prison\\schaplain|"
    "(?:antarctic|arctic|polar)\\s(?:station\\s)?(?:cook|doctor|observer|scientist|mechanic)|(?:whisky|whiskey|tea|wine|"
    "perfume)\\s(?:\\w+\\s)?(?:blender|taster|nose|expert|judge)|truffle\\shunter|(?:pearl|sponge)\\sdiver|"
    "bomb\\sdisposal\\s\\w+|submarine\\scook|reindeer\\sherder|camel\\sracer|rodeo\\sclown|bullfighter|sumo\\swrestler|"
    "chess\\sgrandmaster|icon\\spainter|thatcher|farrier|lock\\skeeper|penguin\\skeeper|dolphin\\strainer|jockey"
)
_JOB = re.compile(
    rf"\b(?:(?:a|an|the)\s)?(?:\w+['’]s\s)?(?:former\s|retired\s|only\s|private\s|chief\s|"
    rf"deputy\s)?(?:{_JOBS})\b(?:\sand\s(?:{_JOBS})\b)?(?:\s(?:of|for|"
    rf"at|in)\s(?:(?:the\s)?(?:(?-i:[A-Z])[\w'’-]{{1,20}}\s?){{1,3}}(?<!\s)|an?\s(?:[a-z]+\s)?(?:museum|village|town|zoo|circus|castle"
    rf"|laboratory|station|prison|island|cathedral|theatre|farm)(?:\swith\s\d+\s\w+)?))?",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:\b(?:am|was|is|['’][ms]|im|work(?:s|ed|ing)?\sas|job\sas|job\sis|being|as)\s(?:also\s)?|[,\n]\s?)$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:the|my|our)\s(?:only|first|sole)\s(?:female\s|male\s|black\s|"
    r"asian\s)?(?:[a-z]+\s){1,2}(?:in|of|at)\s(?:the|my|our|this)\s(?:town|village|city|"
    r"county|country|school|island|region|company|state)\b"
)
_RARE_DISEASE = re.compile(
    r"\b(?:ALS|amyotrophic lateral sclerosis|huntington|creutzfeldt|progeria|fabry|gaucher|pompe|"
    r"wilson['’]?s?\sdisease|marfan|ehlers|cystic fibrosis|"
    r"haemophilia|hemophilia|muscular dystrophy|duchenne|sickle cell|porphyria|acromegaly|"
    r"phenylketonuria|rett|scleroderma|myasthenia|rare (?:disease|condition|disorder|cancer|tumou?r))",
    re.IGNORECASE,
)


# Who holds it: "I'm the …", "he is a …", "my dad, last …", at the start of a line or sentence, or behind a comma.
_HOLDER = (
    r"(?:\b(?:am|was|is|are|['’][ms]|im|hes|shes|as|being|been|job\sis|work(?:s|ed|ing)?\sas)\s(?:also\s|now\s|really\s)?|"
    r"(?:^|[.!?:(\n;,]\s?|\bfor\s[\w-]+\syears\s|\bto\sbe\s))"
)
_ARTICLES = (
    r"(?:(?:the|a|an|one\sof\sthe|one\sof)\s)?"
    r"(?:(?:retired|former|ex|own|old|blind|female|male|head|chief|royal|private)[\s-]){0,2}"
)
_TRADE = (
    r"(?:[\w'’-]+\s){0,2}[\w'’-]*(?:er|or|ist|man|woman|men|women|smith|wright|cook|vet|chef|guard|nanny|coach"
    r"|midwife|nurse|groom|tailor|chaplain)s?"
)
# What goes on behind: a few words up to the next sign or the next word of the sentence.
_ON = (
    r"(?:\s(?!(?:and|but|so|who|which|that|with|since|because|when|i|he|she|we|they|my|is|was|has|had|have|are|for|pls|please|cannot|can|yes|here|hence)\b)"
    r"[\w'’-]+){0,4}(?:\sand\s(?-i:[A-Z])[\w'’-]+)?"
)
_IS_KIN = re.compile(
    r"\b(?:mother|father|brother|sister|daughter|grandmother|grandfather|doctor|danger|stranger|carer|number|answer|letter|matter|order|water"
    r"|never|after|other|another|over|under|either|neither|whether|rather|longer|better|newer|older|younger|bigger|for|or|nor|your|our|her"
    r"|cancer|ulcer|fever|liver|shoulder|finger|bladder|tumou?r|disorder|allergic|next|closer|due|similar|prior|senior|junior|minor|major)"
    r"s?\s(?:to|of|in|on|at|for|between)\b",
    re.IGNORECASE,
)
# "Bishop 4" is a score.
_SCORED = re.compile(r"(?:['’]s)?\s(?:score|\d)")
# What somebody does "on the side, at fairs" many do.
_HOBBY = re.compile(r"\s(?:on\sthe\sside|for\sfun|as\sa\shobby|in\smy\s(?:spare|free)\stime)\b", re.IGNORECASE)


_ONE_OF = r"(?:the\s|an?\s|one\sof\s(?:only\s)?(?:the\s)?(?:two|three|few)\s)"
# "The last time in …", "the only thing for …" are no jobs.
_NO_JOB = (
    r"(?:time|one|thing|day|week|night|dose|person\sto|child|year|month|few|two|three|visit|bit|option|way|question|problem|medicine"
    r"|drug|reason)"
)


@cache
def _served() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Wordings in which a job is rare, each with words in lower case one of which it needs: listed jobs, service to a
    court, work at a house of one kind, and the only or last one in a place."""
    table = load_rare_jobs()
    jobs, masters, houses = (
        "|".join(map(re.escape, sorted(words))) for words in (table.jobs, table.masters, table.houses)
    )
    word, place = r"[\w'’-]+", r"(?-i:[A-Z])[\w'’-]+"
    wordings = (
        (
            table.jobs,
            rf"{_ARTICLES}(?:{word}\s)?(?:{jobs})\b(?!['’])"
            rf"(?:\s(?:of|for|at|in|on|to|with|out\sof)\s(?:the\s|an?\s)?{word}{_ON})?",
        ),
        (
            tuple(table.masters),
            rf"{_ARTICLES}{_TRADE}\sto\s(?:the|a|an|his|her|its)\s(?:{word}\s){{0,3}}?(?:{masters})\b(?:['’]s)?{_ON}",
        ),
        (
            tuple(table.houses),
            rf"{_ARTICLES}{_TRADE}\s(?:of|at|for|in|on)\s(?:the|a)\s(?:{word}\s){{0,3}}?(?:{houses})\b{_ON}",
        ),
        ((" to the ",), rf"{_ARTICLES}{_TRADE}\sto\sthe\s{place}{_ON}"),
        (
            ("only", "last", "sole", "first"),
            rf"{_ONE_OF}?(?:one\s)?(?:only|last|sole|first)\s(?!{_NO_JOB}\b)(?:{word}\s){{1,4}}?"
            rf"(?:in|on|of|at|for|between|this\sside\sof|to)\s(?:the\s)?(?:[a-z]+\s){{0,2}}?{place}{_ON}",
        ),
        (
            ("one of",),
            rf"one\sof\s(?:only\s)?(?:the\s)?(?:two|three|few)\s(?:{word}\s){{1,3}}?(?:in|on|of|at)\s(?:the\s)?{word}{_ON}",
        ),
    )
    return tuple((needs, re.compile(rf"{_HOLDER}(?P<j>{wording})", re.IGNORECASE)) for needs, wording in wordings)


def find_rare_jobs(text: str) -> Iterator[PrivacySpan]:
    """Jobs few people hold, where the text says that somebody holds them."""
    for hit in _JOB.finditer(text):
        is_held = _IS.search(text[max(0, hit.start() - 20) : hit.start()])
        if is_held and not _HOBBY.search(text, hit.start(), hit.end() + 30):
            yield make_span(text, hit.span(), IdentifierType.OCCUPATION_RARE, RARE_JOB)
    low = text.lower()
    for needs, pattern in _served():
        for hit in pattern.finditer(text) if any(word in low for word in needs) else ():
            if (
                not _IS_KIN.search(hit[0])
                and not _SCORED.match(text, hit.end())
                and not _HOBBY.search(text, hit.start(), hit.end() + 30)
            ):
                yield make_span(text, hit.span("j"), IdentifierType.OCCUPATION_RARE, RARE_JOB)
    for hit in _ONLY.finditer(text):
        yield make_span(text, hit.span(), IdentifierType.OCCUPATION_RARE, "someone with an uncommon role")


def find_warnings(text: str, spans: Iterable[PrivacySpan]) -> tuple[str, ...]:
    """Plain words where the script is hardly read, or details together could point to one person even replaced.

    The reasoning is that of k-anonymity (Sweeney 2002): quasi-identifiers multiply.
    """
    kinds = {span.type for span in spans}
    place = bool(kinds & {IdentifierType.LOCATION, IdentifierType.ADDRESS, IdentifierType.ORG})
    warnings = [BADLY_READ] if is_badly_read(text) else []
    if IdentifierType.OCCUPATION_RARE in kinds and (place or IdentifierType.AGE_EXACT in kinds):
        warnings.append("A rare job together with a place or an age could show who this is.")
    if _RARE_DISEASE.search(text) and place:
        warnings.append("A rare illness together with a place could show who this is.")
    if place and {IdentifierType.AGE_EXACT, IdentifierType.DATE} <= kinds:
        warnings.append("A place, an age and a date together could show who this is.")
    return tuple(warnings)
