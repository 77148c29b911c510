"""Which script a text is written in, as far as reading names in it goes."""

import re

# Everyday characters that only one of the two Chinese scripts has; compiled by hand (as in the Table of General
# Standard Chinese Characters, 2013, appendix 1).
_ONLY_SIMPLIFIED = re.compile(
    "[岁个们这说没过时开话电妈头发烧医师儿检觉长来为对问题间后从动热边两难给让请谢与产经还进术压张陈刘杨赵吴爷孙宝]"
)
_ONLY_TRADITIONAL = re.compile(
    "[歲個們這說沒過時開話電媽頭發燒醫師兒檢覺長來為對問題間後從動熱邊兩難給讓請謝與產經還進術壓張陳劉楊趙吳爺孫寶]"
)
# Han, kana, Hangul, Arabic, Cyrillic, Devanagari, Thai: Unicode 15, Blocks.txt.
_UNREAD = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
    "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
    "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f\u0900-\u097f\ua8e0-\ua8ff\u0e00-\u0e7f]"
)
BADLY_READ = "This text is in a language the software reads badly: a person must look for names and places."


def is_simplified(text: str) -> bool:
    """Whether Chinese `text` shows more characters of the simplified script than of the traditional one."""
    return len(_ONLY_SIMPLIFIED.findall(text)) > len(_ONLY_TRADITIONAL.findall(text))


def is_badly_read(text: str) -> bool:
    """Whether any word is in Chinese, Japanese, Korean, Arabic, Cyrillic, Devanagari or Thai letters: the name
    rules and lists were made for English and know little of these."""
    return bool(_UNREAD.search(text))
