"""Which Chinese characters name a person or a hospital, by cue word and by family name."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy.scripts import is_simplified
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

# The hundred commonest surnames of China (Ministry of Public Security, 2020) and those of Taiwan and Hong Kong,
# traditional and simplified; compiled by hand.
_ONE = (
    "王李張张劉刘陳陈楊杨趙赵黃黄周吳吴徐孫孙胡朱高林何郭馬马羅罗梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧肖"
    "程曹袁鄧邓許许傅付沈曾彭呂吕蘇苏盧卢蔣蒋蔡賈贾丁魏薛葉叶余潘杜戴夏鍾鐘钟汪田任姜范方石姚譚谭廖鄒"
    "邹熊金陸陆郝孔白崔康毛邱秦江史顧顾侯邵孟龍龙萬万段錢钱湯汤尹黎易常武喬乔賀贺賴赖龔龚洪莊庄詹游柯簡简施翁"
    "韋韦閻闫阎雷陶覃嚴严莫向溫温樊蘭兰殷倪季俞涂塗連连辛管祝左曲焦巫卓鄔"
)
_TWO = "歐陽|欧阳|司馬|司马|諸葛|诸葛|上官|司徒|范姜|張簡|张简|夏侯|皇甫|尉遲|尉迟|慕容"
_SURNAME = rf"(?:{_TWO}|[{_ONE}])"
_DOCTORS = "醫師|医师|醫生|医生|大夫|主任|院長|院长"
_TITLES = rf"{_DOCTORS}|先生|小姐|女士|太太|護理師|护理师|護士|护士|教授|同學|同学|老師|老师|阿姨|伯伯|叔叔"
_TITLE = re.compile(_TITLES)
_END = r"(?=[，,。.、；;！!？?\s（(]|今年|$|的|和|也|說|说|有|在|昨|今|最近|歲|岁|\d)"
_KIN = (
    "先生|老公|丈夫|太太|老婆|妻子|愛人|爱人|兒子|儿子|女兒|女儿|爸爸|媽媽|妈妈|朋友|男友|女友|哥哥"
    "|姊姊|姐姐|弟弟|妹妹|同事|鄰居|邻居|醫師|医师|醫生|医生|室友|小孩|孩子|寶寶|宝宝|父親|父亲|母親|母亲"
    "|爺爺|爷爷|奶奶|外公|外婆|阿公|阿嬤|孫子|孙子|孫女|孙女|同學|同学|患者|病人"
)
# Behind 他叫 anything may follow ("他叫救護車"), so a surname or 小/阿 must; where no end of the name is seen,
# two characters go with it.
_FULL = (
    rf"(?:(?:{_SURNAME}[\u4e00-\u9fff]|[小阿][\u4e00-\u9fff]){_END}"
    rf"|{_SURNAME}[\u4e00-\u9fff]{{1,2}}|[小阿][\u4e00-\u9fff])"
)
_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:我叫做?|名叫|名為|名为|名字(?:是|叫做?|[:：])|姓名\s?(?:[:：]|是)?|叫做|稱呼我|称呼我"
        rf"|(?:{_KIN})叫做?)\s?(?P<n>[\u4e00-\u9fff]{{2,4}}?|[A-Z][a-z]{{1,15}}){_END}",
        rf"(?:[他她它]|本人|人家|(?:{_KIN})|名字|全名)(?:的)?(?:名字)?叫做?\s?(?P<n>{_FULL})",
        rf"(?:名字是|名字叫|姓名\s?(?:[:：]|是)?|名叫|叫做|我叫)\s?(?P<n>{_FULL})",
        rf"我是(?P<n>{_SURNAME}[\u4e00-\u9fff]{{1,2}}|[小阿][\u4e00-\u9fff]|[A-Z][a-z]{{1,15}})(?=[，,。.\s]|$)",
        rf"(?:{_KIN})(?P<n>{_SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?=[，,。.、\s也有說说在常咳發发最昨今的]|$)",
        rf"(?:我|我的|我家)(?:{_KIN})(?P<n>[小阿][\u4e00-\u9fff])(?=發|发|說|说|最|昨|今|前|從|从|已|一|有|也|的|咳|頭|头|肚|拉|吐|在|得|對|对|被|，|,)",
        rf"(?:^|[。！!？?\n，,])\s?(?P<n>{_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=[，,、\s]\s?(?:今年|现年|現年|男|女|\d)|[（(](?:男|女|\d))",
        rf"(?:可是|但是?|不過|不过|跟|和|問|问|找|聽|听)(?P<n>{_SURNAME}[\u4e00-\u9fff]{{2}})(?=說|说|告訴|告诉|覺得|觉得)",
        rf"(?:^|[。！!？?\n，,])\s?(?P<n>{_SURNAME}[\u4e00-\u9fff]{{2}})(?=(?:說|说|告訴|告诉|覺得|觉得)[他她我])",
        rf"(?<![同百老複复])姓(?P<n>{_SURNAME})(?=[，,。.、；;\s]|$)",
    )
)
# "謝謝醫生" is thanks, "常先生" hardly: a doubled character or an everyday word ending in a surname is no name.
_TITLED = re.compile(
    rf"(?<!謝)(?<!谢)(?<!非)(?<!經)(?<!经)(?<!平)(?<!正)(?<!異)(?P<n>{_SURNAME}[\u4e00-\u9fff]{{0,2}}?)(?P<t>{_TITLES})"
)
_NO_NAME = re.compile(
    r"^(?:謝謝|谢谢|高中|高職|白天|方才|常常|石膏|金屬|田徑|江湖|何時|何種|余|于是|"
    r"馬上|马上|万一|萬一|万分|萬分|白色|高血|高烧|高燒|黃色|黄色|金属|田径|何时|何种|任何|任意|"
    r"嚴重|严重|嚴格|严格|向來|向来|"
    r"向[醫医老護护教主院]|付錢|付钱|付款|莫名|莫非|雷射|左[右手腳脚側侧]|連續|连续|管[他她我]|方便|常[用見见]|經常)"
)
# "醫生叫我回診": behind 叫 a pronoun is told to do something.
_PRONOUNS = "我你您他她它"
_HAN_STOP = (
    "在去到至往於从從的了和跟是有看我你他她們们家大這这"
    "那間间個个一某診诊學学合近立私公醫医人做給给來来回被轉转進进住出週月日天年昨今"
)
_ORG = re.compile(
    r"(?P<n>[\u4e00-\u9fff]{2,8}?)(?P<k>醫院|医院|診所|诊所|大學|大学|國小|國中|小学|中学|小學|中學|高中|公司)"
)
# Short names that the stop characters above would cut: the big hospitals of Taiwan and Hong Kong, by common usage.
_KNOWN_ORG = re.compile(
    r"(?P<n>台大|臺大|成大|長庚|长庚|長庚紀念|榮總|北榮|中榮|高榮|三總|馬偕|國泰|新光|亞東|慈濟|奇美|高醫|北醫|中國附醫|彰基|耕莘|秀傳|義大|振興|瑪麗|威爾斯親王|"
    r"協和|协和|同济|湘雅|瑞金|中日友好|天坛|安贞|宣武|积水潭|华西|齐鲁|华山|華山|北大|中山|萬芳|雙和|聯合|和信)(?:紀念|附設|大學附設|大学附属|附属|總)?(?P<k>醫院|医院)|(?:台北"
    r"|臺北|台中|高雄)?榮總|三軍總醫院"
)


def find_han_names(text: str) -> Iterator[PrivacySpan]:
    """Names behind 我叫, 姓名, 我是, kin words, and in front of 先生, 醫師 and other titles."""
    for pattern in _NAMES:
        for hit in pattern.finditer(text):
            name = hit["n"]
            if not _NO_NAME.match(name) and name[0] not in _PRONOUNS and not _TITLE.search(name):
                yield make_span(text, hit.span("n"), IdentifierType.NAME)
    for hit in _TITLED.finditer(text):
        if not _NO_NAME.match(hit[0]):
            doctor = re.fullmatch(_DOCTORS, hit["t"])
            simplified = is_simplified(text[max(0, hit.start() - 60) : hit.end() + 60])
            said = ("医生" if simplified else "醫師") if doctor else None
            yield make_span(text, hit.span(), IdentifierType.NAME, said)


def find_han_organisations(text: str) -> Iterator[PrivacySpan]:
    """Hospitals, schools and firms by name; the plain word for their kind stays."""
    for hit in _KNOWN_ORG.finditer(text):
        yield make_span(text, hit.span(), IdentifierType.ORG, hit["k"] or "醫院")
    for hit in _ORG.finditer(text):
        start = hit.start() + max((hit["n"].rfind(char) + 1 for char in _HAN_STOP), default=0)
        if hit.end("n") - start >= 2:
            yield make_span(text, (start, hit.end()), IdentifierType.ORG, hit["k"])
