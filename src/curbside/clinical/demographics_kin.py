"""Which relation and which sex a kin word names."""

import re

_ROWS: tuple[tuple[str, str | None, str], ...] = (
    ("child", "male", "son, boy, stepson, little boy, baby boy"),
    ("child", "female", "daughter, girl, stepdaughter, little girl, baby girl"),
    (
        "child",
        None,
        "child, kid, baby, toddler, newborn, infant, little one, twins, teenager, teen, kids, children, "
        "preschooler, lo, "
        "bub, bubba, preemie",
    ),
    ("parent", "male", "father, dad, daddy, papa, father-in-law, stepfather, stepdad, pa"),
    ("parent", "female", "mother, mom, mum, mommy, mummy, mama, mother-in-law, stepmother, stepmom, ma, mam"),
    ("parent", None, "parents, parent"),
    ("partner", "male", "husband, boyfriend, hubby, fiancé, bf, ex-husband"),
    ("partner", "female", "wife, girlfriend, fiancée, gf, ex-wife"),
    ("partner", None, "partner, spouse, fiance, other half"),
    (
        "other",
        "male",
        "brother, grandfather, grandpa, granddad, grandad, grandson, uncle, nephew, brother-in-law, son-in-law, gramps",
    ),
    (
        "other",
        "female",
        "sister, grandmother, grandma, granny, nan, nana, granddaughter, aunt, auntie, niece, "
        "sister-in-law, "
        "daughter-in-law, gran",
    ),
    (
        "other",
        None,
        "friend, cousin, roommate, flatmate, colleague, coworker, co-worker, neighbour, neighbor, "
        "relative, "
        "family member, student, client, patient, sibling, housemate, grandchild",
    ),
)
# word -> (subject of the question, sex or None). English everyday words; "in-law" counts with the generation.
KIN: dict[str, tuple[str, str | None]] = {
    word: (subject, sex) for subject, sex, words in _ROWS for word in words.split(", ")
}
HAN_KIN: dict[str, tuple[str, str | None]] = {
    "兒子": ("child", "male"),
    "儿子": ("child", "male"),
    "女兒": ("child", "female"),
    "女儿": ("child", "female"),
    "小孩": ("child", None),
    "孩子": ("child", None),
    "寶寶": ("child", None),
    "宝宝": ("child", None),
    "爸爸": ("parent", "male"),
    "父親": ("parent", "male"),
    "父亲": ("parent", "male"),
    "媽媽": ("parent", "female"),
    "妈妈": ("parent", "female"),
    "母親": ("parent", "female"),
    "母亲": ("parent", "female"),
    "先生": ("partner", "male"),
    "老公": ("partner", "male"),
    "太太": ("partner", "female"),
    "老婆": ("partner", "female"),
    "男友": ("partner", "male"),
    "女友": ("partner", "female"),
    "朋友": ("other", None),
    "阿嬤": ("other", "female"),
    "奶奶": ("other", "female"),
    "爺爺": ("other", "male"),
    "姊姊": ("other", "female"),
    "妹妹": ("other", "female"),
    "哥哥": ("other", "male"),
    "弟弟": ("other", "male"),
}
KIN_WORD = "(?:" + "|".join(re.escape(word) for word in sorted(KIN, key=len, reverse=True)) + ")"


def find_kin(word: str) -> tuple[str, str | None]:
    """(subject, sex) of a kin word in English or Chinese; ("other", None) for a word not listed."""
    return KIN.get(word.lower()) or HAN_KIN.get(word) or ("other", None)
