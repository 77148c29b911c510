"""Which wordings announce a personal name: introductions, titles, relatives, greetings, signatures."""

import re

CAP = r"[A-ZÀ-ÖØ-ÞĀ-ſ][\w'’-]{0,30}"
LINK = r"(?:\s(?:de|da|van|von|der|den|bin|bint|al|el|la|di|del|dos|du|ibn|o)){0,2}"
FULL = rf"{CAP}(?:[ \t](?:[A-Z]\.[ \t])?{CAP}|\.(?<=\b[A-Z]\.)\s?{CAP}|{LINK}[ \t]{CAP}){{0,3}}"
KIN = (
    r"(?:husband|wife|son|daughter|baby|child|kid|mother|father|mom|mum|dad|brother|sister|partner|"
    r"boyfriend|girlfriend|friend|cousin|uncle|"
    r"aunt|auntie|nephew|niece|grandson|granddaughter|grandmother|grandfather|grandma|grandpa|(?:mother|"
    r"father|sister|brother|son|daughter)-in-law|"
    r"colleague|co-?worker|boss|manager|roommate|flatmate|neighbou?r|teacher|doctor|gp|midwife|nurse|"
    r"surgeon|dentist|therapist|"
    r"cardiologist|neurologist|dermatologist|psychiatrist|specialist|oncologist|fianc[eé]e?|spouse|"
    r"twins?|toddler|carer|coach|landlord|caregiver|"
    r"pharmacist|physio(?:therapist)?|counsell?or|psychologist|girl|boy)"
)
_SHORT_TITLE = r"(?:Mrs?|Ms|Mx|Drs?|Prof|Rev|Fr|Lt|Col|Capt|Maj|Sgt|Cpl|Hon)"
_LONG_TITLE = (
    r"(?:Miss|Doctor|Professor|Nurse|Sister|Sir|Madam|Herr|Frau|Señora?|Monsieur|Madame|Auntie|Aunt|"
    r"Uncle|Pastor|Imam|Rabbi|Sheikh|Father|Brother|Sr\.|"
    r"Reverend|Coach|Judge|Captain|Officer)"
)
# "Mr.\nLin" is one name broken by a line; "Dear Doctor.\nMy leg" is not.
TITLE = rf"(?:{_SHORT_TITLE}\.?[ \t]{{0,2}}\n?|{_LONG_TITLE}[ \t])"

ABROAD = (
    r"me\sllamo|mi\snombre\ses|je\sm['’]appelle|mon\snom\sest|ich\shei(?:ß|ss)e|mein\sname\sist|mi\schiamo"
    r"|me\schamo|meu\snome\sé|nazywam\ssi[ęe]|mam\sna\simi[ęe]|jmenuji\sse|vol[áa]m\ssa|m[ăa]\snumesc|ik\sheet"
    r"|mijn\snaam\sis|jag\sheter|jeg\she(?:te|dde)r|nimeni\son|benim\sad[ıi]m|mera\snaam|nama\ssaya"
    r"|ako\s(?:po\s)?si|jina\slangu(?:\sni)?|my\sname\sna|ime\smi\sje|zovem\sse|menya\szovut|t[êe]n\st[ôo]i\sl[àa]"
)

# (pattern, strength): "chart" takes any word and its comma, "strong" any word, "weak" only a word that is no everyday
# word, "word" only an everyday word that is a name too.
CUES: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(pattern), strength) for pattern, strength in (
    (rf"(?i:\b(?:my|his|her|their|whose|patient['’]?s?|full|first|last|family|sur|given)\s?(?:full\s|"
     rf"first\s|last\s)?name(?:\s(?:is|was)|['’]s|\s?[:=])\s*)(?P<n>{FULL})", "strong"),
    (r"(?i:\b(?:my|his|her)\s(?:full\s|first\s|last\s)?name(?:\s(?:is|was)|['’]?s|"
     r":)\s)(?P<n>[a-z][a-z'’-]{1,20}(?:\s[a-z][a-z'’-]{1,20})?)", "lower"),
    (rf"(?i:(?:^|\n)\s*name\s?[:=]\s*)(?P<n>{FULL})", "strong"),
    (rf"(?i:\b(?:named|nicknamed|goes\sby|call(?:s|ed)?\sme|(?:is|am|was)\scalled|"
     rf"known\sas)\s)(?P<n>{FULL})", "weak"),
    (rf"(?i:\b(?:I\sam|I['’]?m|this\sis|it\sis|it['’]?s)\s)(?P<n>{FULL})", "self"),
    (rf"(?:^|[.!?\n,]\s*|\b[Hh]i,?\s|\b[Hh]ello,?\s)(?P<n>{FULL})\shere\b", "plain"),
    (rf"(?i:\b(?:hi|hello|hey|it['’]?s|me)[,.]?\s)(?P<n>{FULL})\sagain\b", "plain"),
    (r"(?i:\b(?:hi|hello|hey|doc|doctor)[,.]?\s)(?P<n>[a-z][a-z'’-]{2,20})(?=\shere\b)", "unlisted"),
    (r"(?i:\b(?:hi|hello|hey)[,.!]?\s(?:this\sis|it['’]?s|i\sam|i['’]?m)\s)(?P<n>[a-z][a-z'’-]{2,20})"
     r"(?=\s(?:from|here|again|writing)\b)", "unlisted"),
    (r"(?i:\b(?:hi|hello|hey)[,.!]?\s)(?P<n>[a-z][a-z'’-]{2,20})(?=\s(?:from)\b)", "unlisted"),
    (r"(?i:(?:\bthanks?(?:\syou)?(?:\s(?:so\smuch|very\smuch|a\slot|in\sadvance|doctor|doc|dr))*|\bregards|"
     r"\bsincerely|\bcheers|\bbest\swishes|\bsigned)[,.!]*\s{1,3})(?P<n>[a-z][a-z'’-]{2,20})(?=[.!]?\s*$)", "unlisted"),
    (
        r"(?i:(?:^|[.!?,\n]\s*)(?:all\sthe\s)?(?:best|yours|love|warmly|thx|tnx|ty|take\scare"
        r"|bye),?\s)(?P<n>[a-z][a-z'’-]{2,20})"
     r"(?=(?:\sx{1,4})?[.!]?\s*$)", "unlisted"),
    (rf"(?i:\b(?:big|little|old|young|wee|fat|tall|crazy)\s)(?P<n>(?-i:{FULL}))", "listed"),
    (rf"(?:^|\n)\s*[Cc][Cc]\s?:?\s(?P<n>{FULL})", "weak"),
    (rf"(?:^|\n)\s*[Cc][Cc]\s?:?\s[^\n.]{{1,80}}?(?:[,;]|\sand|\s&)\s(?P<n>{FULL})", "weak"),
    (rf"\b(?:with|to|by|and|met|see|saw|from)\s(?P<n>{FULL}),?\swho\b", "plain"),
    (rf"\b(?i:(?:my|our|his|her|their)\s(?:\w+\s)?(?:sons|daughters|kids|children|brothers|sisters|friends|twins|boys|"
     rf"girls|parents|cousins|aunts|uncles)[,:]?\s\(?)(?P<n>{FULL})", "plain"),
    (rf"\b(?i:(?:my|our|his|her|their)\s(?:\w+\s)?(?:sons|daughters|kids|children|brothers|sisters|friends|twins|boys|"
     rf"girls|parents|cousins|aunts|uncles)[,:]?\s\(?){CAP}(?:,\s{CAP})?(?:,|\sand|\s&)\s(?P<n>{FULL})", "plain"),
    (r"(?i:\b(?:i\sam|i['’]?m|this\sis|it['’]?s|"
     r"call\sme)\s)(?P<n>[a-z][a-z'’-]{1,20}(?:\s[a-z][a-z'’-]{1,20})?)", "listed"),
    (rf"\b(?i:(?:my|our|his|her|their|your|the)\s(?:\w+[\s-]){{0,2}}?{KIN},?\s?(?:is\s)?(?:called\s|"
     rf"named\s)?\(?)(?P<n>{FULL})", "weak"),
    (rf"(?i:\b(?:my|our|his|her)\s(?:\w+[\s-]){{0,2}}?{KIN},?\s)"
     rf"(?P<n>[a-z][a-z'’-]{{2,20}}(?:\s[a-z][a-z'’-]{{1,20}})?)", "listed"),
    (rf"(?i:\b(?:my|our|his|her)\s(?:\w+\s)?{KIN})\s(?P<n>[a-z]{{3,15}})\s(?=(?:says|said|told|thinks|has|had|is|was|"
     rf"got|gave|keeps|wants|wont|won't)\b)", "word"),
    # No sentence has the verb "will" before these: whoever is "will" there is called so.
    (r"\b(?P<n>[Ww]ill)\s(?=(?:has|had|is|was|says|said)\b)", "word"),
    (rf"\b(?i:(?:mother|father|mum|mom|dad|parent|wife|husband|son|daughter|sister|brother|carer|guardian)\sof\s)"
     rf"(?P<n>{FULL})", "plain"),
    (rf"\b(?i:dear|hi|hello|hey|good\s(?:morning|evening|afternoon)|thank\syou|thanks|"
     rf"thx)[,]?\s(?P<n>{FULL})(?=\s?[,:!.\n—-]|\s?$)", "weak"),
    (rf"(?i:\b(?:thanks?(?:\syou)?(?:\s(?:so\smuch|very\smuch|a\slot|in\sadvance|again|doctor|doc))*|"
     rf"(?:kind|best|warm)?\s?regards|sincerely|cheers|"
     rf"yours(?:\s\w+)?|best(?:\swishes)?|love|respectfully|take\scare|signed|"
     rf"from)[,.!]*\s?[-–—]?\s*)(?P<n>{FULL})(?=[.!]?\s*(?:$|\n|[-–—]|P\.?S))", "weak"),
    (rf"(?:^|\n|[.!?]\s?)\s?[-–—~]{{1,2}}\s?(?P<n>{FULL})\s?(?=[.!]?\s*(?:$|\n))", "weak"),
    (rf"(?:\n\s*|[.!?]\s+)(?P<n>{FULL})[.!]?\s*$", "sign"),
    (rf"(?:^|\n\s*|[.!?]\s+)(?:x{{1,3}}\s(?P<n>{FULL})|(?P<m>{FULL})\sx{{1,3}})\s*$", "kiss"),
    # "Maria Lopez, 41, from Quito", and neither "Measles, 2 doses" nor "Plumber, 30 years of kneeling".
    (rf"(?:^|\n)\s*(?P<n>{FULL}),\s\d{{1,3}}(?=\s*(?:[,;:!?)/\n]|\.(?!\d)|$)|\s?(?i:yo|y/o|yrs?|years?|f|m)\b(?!\sof\b)"
     r"|\s(?:from|here|and|with|male|female|months?|weeks?)\b)", "plain"),
    (rf"(?:^|[.!?\n]\s*|\s)(?P<n>{CAP}(?:\s{CAP})?)\s(?:is|was)\smy\s{KIN}\b", "weak"),
    (rf"\b(?i:tell|told|told\sby|asked|ask|saw|met|seen\sby|operated\son\sby|treated\sby|referred\sto|"
     rf"spoke\s(?:to|with)|with|named\sas)\s(?P<n>{FULL})(?=\s(?:that|to|about|said|and|who|yesterday|"
     rf"last|on)\b|[.,])", "listed"),
    (rf"(?:^|[.!?\n]\s*|\s)(?P<n>{CAP}(?:\s{CAP})?)\s(?:says|said|told|thinks|thought|gave|suggests|"
     rf"suggested|recommends|recommended|prescribed|called|from\s(?:the|my|our))\b", "speaker"),
    # "Me llamo …", "nazywam się …": introductions in other languages, as guests type them in the middle of English.
    (rf"(?i:(?<!\w)(?:{ABROAD})\s)(?P<n>[^\W\d_][\w'’-]{{1,20}}(?:\s[^\W\d_][\w'’-]{{1,20}})?)", "lower"),
    # "DE-LA-CRUZ, M. / F / 63Y": a surname in capitals and an initial, as charts have it.
    (r"(?<![\w-])(?P<n>[A-ZÀ-ÖØ-Þ]{4,}(?:['’-][A-ZÀ-ÖØ-Þ]{2,})*,\s[A-Z]\.(?:\s?[A-Z]\.)?)(?!\s[a-z])", "chart"),
    (r"(?i:(?:^|[.;\n]\s*)(?:me|him|her|wife|husband|mum|mom|dad|son|daughter)\s?[:=]\s?)"
     r"(?P<n>[A-Za-z][a-z'’-]{2,20}(?:\s[A-Za-z](?=\.))?)", "listed"),
    (r"(?i:\b(?:it['’]?s|i['’]?m|this\sis|named|called)\s)(?P<n>[A-Za-z]{3,15})"
     r"(?=,?\s\(?(?:yes\b|like\sthe\s|as\sin\s|spelt\b|spelled\b))", "word"),
    (rf"(?i:(?<!\bin\s)(?<!\bthis\s)(?<!\blast\s)(?<!\bsince\s)(?<!\bof\s)(?<!\buntil\s)(?<!\bnext\s)\b"
     rf"(?P<n>[a-z]{{3,15}}),\s(?:my|our)\s{KIN},)", "word"),
    (rf"\b(?i:(?:my|our|his|her|their)\s(?:\w+\s)?{KIN})\s(?P<n>[A-Z][a-z]{{2,14}})\b", "word"),
))  # fmt: skip
_KIN_WORDS = tuple(re.sub(r"[^a-z|]", " ", KIN.lower().replace("?", "")).replace(" ", "|").split("|"))
_KIN_STEMS = tuple(sorted({word[:4] for word in _KIN_WORDS if len(word) > 2 or word == "gp"}))
_HELLO = ("hi", "hello", "hey")
_END = (
    *("thank", "thx", "regards", "sincerely", "cheers", "yours", "best", "love", "respectfully", "care", "signed"),
    "from",
)
_PLURAL = (
    *("sons", "daughters", "kids", "children", "brothers", "sisters", "friends", "twins", "boys", "girls", "parents"),
    *("cousins", "aunts", "uncles"),
)
# Of each cue, words in lower case one of which must stand in the text; () where nothing is sure.
CUE_WORDS: tuple[tuple[str, ...], ...] = (
    ("name",), ("name",), ("name",), ("named", "nicknamed", "goes by", "call", "known as"),
    ("i am", "i'm", "i’m", "im ", "this is", "it is", "it's", "it’s", "its "),
    (" here",), (" again",), (" here",), _HELLO, (" from",), (*_END,),
    ("best", "yours", "love", "warmly", "thx", "tnx", "ty", "take care", "bye"),
    ("big ", "little ", "old ", "young ", "wee ", "fat ", "tall ", "crazy "),
    ("cc",), ("cc",), (" who",), _PLURAL, _PLURAL,
    ("i am", "i'm", "i’m", "im ", "this is", "it's", "it’s", "its ", "call me"),
    _KIN_STEMS, _KIN_STEMS, _KIN_STEMS, ("will ",),
    (" of ",),
    ("dear", "good ", "thank", "thx", *_HELLO), _END, ("-", "–", "—", "~"), (), ("x",), (),
    (" is my ", " was my "), (),
    (" says", " said", " told", " think", " thought", " gave", " suggest", " recommend", " prescribed", " called",
     " from the ", " from my ", " from our "),
    ("llamo", "nombre", "appelle", "mon nom", "hei", "mein name", "chiamo", "chamo", "nome", "nazywam", "mam na",
     "jmenuji", "vol", "numesc", "ik heet", "naam", "heter", "hedder", "nimeni", "benim", "nama saya", "ako ", "jina",
     "name na", "ime mi", "zove", "zovut", "ten ", "tên "),
    (),
    ("me", "him", "her", "wife", "husband", "mum", "mom", "dad", "son", "daughter"),
    ("yes", "like the", "as in", "spel"), (", my ", ", our "), _KIN_STEMS,
)  # fmt: skip
# "T.J. is his name", a line of initials alone, where letters end.
INITIALS = re.compile(
    r"(?<![\w.])(?P<n>(?:[A-Z]\.\s?){2,3})(?=\s?(?:is|was)\s(?:his|her|my)\sname\b)|\n\s*(?P<m>(?:[A-Z]\.\s?){2,3})(?=\s*(?:\n|$))"
)
TITLED = re.compile(
    rf"(?<!\w){TITLE}(?:{TITLE})?[ \t]?(?P<n>(?:[A-Z]\.\s?){{0,2}}{CAP}(?:\s{CAP}|\.\s?{CAP}|{LINK}\s{CAP}){{0,3}})"
)
TITLED_LOWER = re.compile(
    r"(?i:(?<!\w)(?:mrs?|ms|miss|drs?|prof|professor|doctor|"
    r"nurse)\.?\s)(?P<n>[a-z][a-z'’-]{1,20}(?:\s[a-z][a-z'’-]{1,20})?)"
)
DOCTOR = re.compile(r"(?:Drs?|Doctor|Prof(?:essor)?)\b", re.IGNORECASE)
NURSE = re.compile(r"(?:Nurse)\b", re.IGNORECASE)
GREETING = re.compile(
    r"(?:\b(?:dear|hello|hi|hey|morning|afternoon|evening|thanks?|thank\syou|"
    r"cheers),?\s$)|^\s*$",
    re.IGNORECASE,
)
