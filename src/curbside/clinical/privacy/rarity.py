"""Which rare jobs could identify, and which combinations of details could although each is harmless."""

import re
from collections.abc import Iterable, Iterator

from curbside.clinical.privacy.scripts import BADLY_READ, is_badly_read
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

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


def find_rare_jobs(text: str) -> Iterator[PrivacySpan]:
    """Jobs few people hold, where the text says that somebody holds them."""
    for hit in _JOB.finditer(text):
        if _IS.search(text[max(0, hit.start() - 20) : hit.start()]):
            yield make_span(text, hit.span(), IdentifierType.OCCUPATION_RARE, "someone with an uncommon job")
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
