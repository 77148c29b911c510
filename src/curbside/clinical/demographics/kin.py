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
_HAN_ROWS: tuple[tuple[str, str | None, str], ...] = (
    ("child", "male", "兒子 儿子 男嬰 男婴 男寶 男宝"),
    ("child", "female", "女兒 女儿 女嬰 女婴 女寶 女宝"),
    ("child", None, "小孩 孩子 寶寶 宝宝 嬰兒 婴儿 新生兒 新生儿 幼兒 幼儿 雙胞胎 双胞胎"),
    ("parent", "male", "爸爸 父親 父亲 老爸 公公 岳父"),
    ("parent", "female", "媽媽 妈妈 母親 母亲 老媽 老妈 婆婆 岳母"),
    ("parent", None, "父母 爸媽 爸妈"),
    ("partner", "male", "先生 老公 丈夫 男友 男朋友"),
    ("partner", "female", "太太 老婆 妻子 女友 女朋友"),
    ("partner", None, "伴侶 伴侣 配偶 愛人 爱人"),
    ("other", "male", "爺爺 爷爷 外公 阿公 祖父 哥哥 弟弟 孫子 孙子 叔叔 舅舅"),
    ("other", "female", "奶奶 外婆 阿嬤 阿嬷 祖母 姊姊 姐姐 妹妹 孫女 孙女 阿姨 姑姑"),
    ("other", None, "朋友 同學 同学 同事 室友 鄰居 邻居 表哥 表姐 表弟 表妹"),
)
# The same in Chinese, traditional and simplified everyday words.
HAN_KIN: dict[str, tuple[str, str | None]] = {
    word: (subject, sex) for subject, sex, words in _HAN_ROWS for word in words.split()
}
HAN_KIN_WORD = "(?:" + "|".join(sorted(HAN_KIN, key=len, reverse=True)) + ")"
KIN_WORD = "(?:" + "|".join(re.escape(word) for word in sorted(KIN, key=len, reverse=True)) + ")"


def find_kin(word: str) -> tuple[str, str | None]:
    """(subject, sex) of a kin word in English or Chinese; ("other", None) for a word not listed."""
    return KIN.get(word.lower()) or HAN_KIN.get(word) or ("other", None)
