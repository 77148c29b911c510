"""Which wordings state an age by themselves: "34 years old", "aged 34", "34F", "in my 30s", "三十四歲"."""

import re

from curbside.clinical.demographics.age_number import DECADES, NUMBER

_JOIN = r"[-\s]{0,2}"
_HALF = r"(?:[-\s]and[-\s]a[-\s]half|\s?(?:½|1/2))?"
_SEX = r"(?:females?|males?|woman|man|women|men|girl|boy|lady|guy|f|m)"
_HAN_TENS = "[一二三四五六七八九]?十[一二三四五六七八九]?"
_HAN = rf"(?:\d{{1,3}}|{_HAN_TENS}|[一二兩两三四五六七八九])"
_HAN_BABY = (
    "(?:寶寶|宝宝|[嬰婴]兒|婴儿|新生[兒儿]|小孩|孩子|兒子|儿子|女兒|女儿|弟弟|妹妹)"
    "(?:今年|現在|现在|才|[剛刚]|已[經经])?[滿满]?"
)

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern, re.IGNORECASE))
    for form, pattern in (
        (
            "unit",
            rf"(?<![\d.,/-])\b(?P<n>{NUMBER}){_HALF}{_JOIN}(?:(?P<years>(?:years?|yrs?|y)\.?)|"
            rf"(?P<months>months?|"
            rf"mos?|mn?ths?)|(?P<weeks>weeks?|wks?)|(?P<days>days?)){_JOIN}(?:olds?\b|of\s+age\b|o\b|/o\b)",
        ),
        ("years", rf"(?<![\d.,/-])\b(?P<n>\d{{1,3}}){_JOIN}(?:y/o|y\.o\.?|yo)\b"),
        ("years", rf"(?<![\d.,/-])\b(?P<n>{NUMBER})[-\s](?:years?|yrs?)[-\s](?={_SEX}\b)"),
        (
            "aged",
            rf"\b(?:aged?|age\s+of|age\s*[:=-]|age\s+is|"
            rf"age\s+was)\s{{0,2}}(?P<n>{NUMBER})\b(?![.,]?\d)(?!\s*(?:years?\s+ago|mg|ml))",
        ),
        (
            "sex",
            r"(?<![\w.,/-])(?P<n>\d{1,3})\s?/?\s?(?:yrs?\s)?(?:(?-i:[FMf])|female|male|woman|"
            r"man)\b(?!['’]|\s*(?:hz|value))",
        ),
        ("sex", r"(?<![\w.,/'’-])(?-i:[FM])\s?/?\s?(?P<n>[1-9]\d)\b(?!\.\d)"),
        (
            "sex",
            r"\b(?:female|male|woman|man)\b\s?,?\s(?P<n>[1-9]\d)(?=\s*(?:$|[,.;!?)\n]|yrs?\b|"
            r"years?\b))(?![.,]\d)",
        ),
        ("birthday", r"\b(?P<n>\d{1,3})(?:st|nd|rd|th)\s+birthday\b"),
        ("decade", r"\bin\s+(?:my|his|her|their)\s+(?:early\s+|mid[-\s]?|late\s+)?(?P<n>[1-9]0)['’]?s\b"),
        (
            "decade",
            rf"\bin\s+(?:my|his|her|their)\s+(?:early\s+|mid[-\s]?|"
            rf"late\s+)?(?P<n>{DECADES})\b",
        ),
        ("han_years", rf"(?P<n>{_HAN})\s?[歲岁]半?"),
        ("han_months", rf"(?P<n>{_HAN})\s?[個个]多?月大"),
        ("han_months", rf"{_HAN_BABY}(?P<n>{_HAN})\s?[個个]多?月(?=[，,。.；;！!？?\s大]|$)"),
        ("han_weeks", rf"(?P<n>{_HAN})\s?[個个]?(?:周|週|星期|禮拜|礼拜)大"),
        ("han_weeks", rf"{_HAN_BABY}(?P<n>{_HAN})\s?[個个]?(?:周|週|星期|禮拜|礼拜)(?=[，,。.；;！!？?\s]|$)"),
        ("han_days", rf"(?P<n>{_HAN})\s?[天日]大"),
        ("han_days", rf"出生(?:後|后|才|[剛刚])?\s?(?P<n>{_HAN})\s?[天日]"),
        (
            "han_bare",
            rf"(?:我?今年|[我他她][才剛刚][滿满]?|年[齡龄]|[實实虛虚]歲|[实虚]岁)[:：是為为]?\s?(?P<n>\d{{1,2}}|{_HAN_TENS})"
            r"(?=[，,。.；;！!？?\s的]|$)(?!\.\d)",
        ),
    )
)
