"""Which wordings announce a personal name: introductions, titles, relatives, greetings, signatures."""

import re

CAP = r"[A-ZÀ-ÖØ-ÞĀ-ſ][\w'’-]{0,30}"
LINK = r"(?:\s(?:de|da|van|von|der|den|bin|bint|al|el|la|di|del|dos|du|ibn|o)){0,2}"
FULL = rf"{CAP}(?:\s?(?:{CAP}\.?|(?<=[A-Z])\.)(?=\s|[^\w]|$)|{LINK}\s{CAP}){{0,3}}"
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
_SHORT_TITLE = r"(?:Mrs?|Ms|Mx|Drs?|Prof|Rev)"
_LONG_TITLE = (
    r"(?:Miss|Doctor|Professor|Nurse|Sister|Sir|Madam|Herr|Frau|Señora?|Monsieur|Madame|Auntie|Aunt|"
    r"Uncle|Pastor|"
    r"Reverend|Coach|Judge|Captain|Officer)"
)
# "Mr.\nLin" is one name broken by a line; "Dear Doctor.\nMy leg" is not.
TITLE = rf"(?:{_SHORT_TITLE}\.?[ \t]{{0,2}}\n?|{_LONG_TITLE}[ \t])"

# (pattern, strength): "strong" takes any word, "weak" only a word that is no everyday word.
CUES: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(pattern), strength) for pattern, strength in (
    (rf"(?i:\b(?:my|his|her|their|whose|patient['’]?s?|full|first|last|family|sur|given)\s?(?:full\s|"
     rf"first\s|last\s)?name(?:\s(?:is|was)|['’]s|\s?[:=])\s*)(?P<n>{FULL})", "strong"),
    (r"(?i:\b(?:my|his|her)\s(?:full\s|first\s|last\s)?name(?:\s(?:is|was)|['’]?s|"
     r":)\s)(?P<n>[a-z][a-z'’-]{1,20}(?:\s[a-z][a-z'’-]{1,20})?)", "lower"),
    (rf"(?i:(?:^|\n)\s*name\s?[:=]\s*)(?P<n>{FULL})", "strong"),
    (rf"(?i:\b(?:named|nicknamed|goes\sby|call(?:s|ed)?\sme|(?:is|am|was)\scalled|"
     rf"known\sas)\s)(?P<n>{FULL})", "weak"),
    (rf"(?i:\b(?:I\sam|I['’]?m|this\sis|it\sis|it['’]?s)\s)(?P<n>{FULL})", "self"),
    (rf"(?:^|[.!?\n,]\s*|\b[Hh]i,?\s|\b[Hh]ello,?\s)(?P<n>{FULL})\s(?:here|again)\b", "weak"),
    (r"(?i:\b(?:i\sam|i['’]?m|this\sis|it['’]?s|"
     r"call\sme)\s)(?P<n>[a-z][a-z'’-]{1,20}(?:\s[a-z][a-z'’-]{1,20})?)", "listed"),
    (rf"\b(?i:(?:my|our|his|her|their|your|the)\s(?:\w+[\s-]){{0,2}}?{KIN},?\s?(?:is\s)?(?:called\s|"
     rf"named\s)?\(?)(?P<n>{FULL})", "weak"),
    (rf"(?i:\b(?:my|our|his|her)\s(?:\w+[\s-]){{0,2}}?{KIN},?\s)"
     rf"(?P<n>[a-z][a-z'’-]{{2,20}}(?:\s[a-z][a-z'’-]{{1,20}})?)", "listed"),
    (rf"\b(?i:dear|hi|hello|hey|good\s(?:morning|evening|afternoon)|thank\syou|thanks|"
     rf"thx)[,]?\s(?P<n>{FULL})(?=\s?[,:!.\n—-]|\s?$)", "weak"),
    (rf"(?i:\b(?:thanks?(?:\syou)?(?:\s(?:so\smuch|very\smuch|a\slot|in\sadvance|again|doctor|doc))*|"
     rf"(?:kind|best|warm)?\s?regards|sincerely|cheers|"
     rf"yours(?:\s\w+)?|best(?:\swishes)?|love|respectfully|take\scare|signed|"
     rf"from)[,.!]*\s?[-–—]?\s*)(?P<n>{FULL})(?=[.!]?\s*(?:$|\n|[-–—]|P\.?S))", "weak"),
    (rf"(?:^|\n|[.!?]\s?)\s?[-–—~]{{1,2}}\s?(?P<n>{FULL})\s?(?=[.!]?\s*(?:$|\n))", "weak"),
    (rf"(?:\n\s*|[.!?]\s+)(?P<n>{FULL})[.!]?\s*$", "sign"),
    (rf"(?:^|\n)\s*(?P<n>{FULL}),\s\d{{1,3}}\b", "weak"),
    (rf"(?:^|[.!?\n]\s*|\s)(?P<n>{CAP}(?:\s{CAP})?)\s(?:is|was)\smy\s{KIN}\b", "weak"),
    (rf"\b(?i:tell|told|told\sby|asked|ask|saw|met|seen\sby|operated\son\sby|treated\sby|referred\sto|"
     rf"spoke\s(?:to|with)|with|named\sas)\s(?P<n>{FULL})(?=\s(?:that|to|about|said|and|who|yesterday|"
     rf"last|on)\b|[.,])", "listed"),
    (rf"(?:^|[.!?\n]\s*|\s)(?P<n>{CAP}(?:\s{CAP})?)\s(?:says|said|told|thinks|thought|gave|suggests|"
     rf"suggested|recommends|recommended|prescribed|called|from\s(?:the|my|our))\b", "speaker"),
))  # fmt: skip
TITLED = re.compile(rf"(?<!\w){TITLE}[ \t]?(?P<n>{CAP}(?:\.?\s{CAP}|\.\s?{CAP}|{LINK}\s{CAP}){{0,3}})")
TITLED_LOWER = re.compile(
    r"(?i:(?<!\w)(?:mrs?|ms|miss|drs?|prof|professor|doctor|"
    r"nurse)\.?\s)(?P<n>[a-z][a-z'’-]{1,20}(?:\s[a-z][a-z'’-]{1,20})?)"
)
DOCTOR = re.compile(r"(?:Drs?|Doctor|Prof(?:essor)?)\b", re.IGNORECASE)
GREETING = re.compile(
    r"(?:\b(?:dear|hello|hi|hey|morning|afternoon|evening|thanks?|thank\syou|"
    r"cheers),?\s$)|^\s*$",
    re.IGNORECASE,
)
# The commoner surnames of Taiwan, Hong Kong and China, traditional and simplified.
_SURNAMES = (
    "王李張张劉刘陳陈楊杨趙赵黃黄周吳吴徐孫孙胡朱高林何郭馬马羅罗梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧"
    "程曹袁鄧邓許许傅沈曾彭呂吕蘇苏盧卢蔣蒋蔡賈贾丁魏薛葉叶余潘杜戴夏鍾钟汪田姜范方石姚譚谭廖鄒"
    "邹熊金陸陆郝孔白崔康毛邱秦江史顧顾侯邵孟龍龙萬万段錢钱湯汤尹黎易常武喬乔賀赖賴龔龚洪莊詹游"
)
HAN_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:我叫做?|名叫|名字(?:是|叫)|姓名[:：是]?|叫做|稱呼我)\s?(?P<n>[\u4e00-\u9fff]{2,4}?)(?=[，,。.、；;\s]|今年|是|，|$|的|和)",
        rf"我是(?P<n>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，,。.\s]|$)",
        rf"(?P<n>[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?)(?=醫師|医师|醫生|医生|先生|小姐|女士|太太|護理師|教授|主任|同學|老師)",
    )
)
