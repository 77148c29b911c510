"""Which part of the body does a sentence of advice treat, cover, examine or protect: "a dressing over the groin"?

Whatever is put on a part, or looked at there, makes that part the ill one. Only parts with "the", "your", "his" or
"her"; what anybody may do with hands, feet or head (wash, lift, lay down) is left out.

Everyday words, our own list; unreviewed.
"""

import re

_THINGS = (
    r"(?:dressings?|gauze|bandages?|plasters?|film|cloths?|flannel|towel|compress(?:es)?|packs?|peas|bottle|heat|ice"
    r"|pads?|wrap|support|brace|splint|strapping|tape|sling|cast|collar|sleeve|stocking|creams?|ointment|gel|oil|jelly|drops|spray|moisturi[sz]er|emollient|layer|steroid|paste"
    r"|powder|massage|pressure|weight|strain|load|injections?|stitches|clips|scan|x-ray|ultrasound|mri|picture"
    r"|swab|biopsy|photos?"
    r"|clothes|clothing|trousers|sleeves|socks|shoes?"
    r"|gloves|tights|straps?|seam|sun|sunlight|water|mist)"
)
_ON = r"(?:around|round|on|onto|over|into|against|across|off|of|at|to|from|for|inside)"
_WHOSE = (
    r"(?:the|your|his|her|that|this)\s+(?:(?:sore|painful|affected|bad|poor|ill|injured|red|raw|broken)\s+)?"
    r"(?:(?:left|right)\s+)?"
)
_PUT_ON = re.compile(rf"\b{_THINGS}\s+(?:\w+\s+){{0,2}}?{_ON}\s+{_WHOSE}$")
# A wish that nothing may hurt the part.
_CHAFES = re.compile(
    rf"\b(?:rub|chaf|press|scrap|scratch|pick|pull|dig)\w*\s+(?:\w+\s+)?(?:(?:against|on|at|into)\s+)?{_WHOSE}$"
)
# Done to "the" part.
_DONE_TO = re.compile(
    r"\b(?:cover|dress|bathe|soak|bandage|pad|ice|cool|unload|massage|scrub|examine|x-ray|scan|splint"
    r"|strap|expose|dab|treat|numb|inspect|photograph"
    r"|immobili[sz]e|rest|spare|protect|elevate)\s+the\s+(?:\w+\s+)?$"
)
_HELD = re.compile(r"\b(?:hold|run|keep)\s+(?:the|your|his|her)\s+(?:\w+\s+)?$")
_HELD_HOW = re.compile(
    r"\s+(?:under\s+(?:cool|cold|running|lukewarm|tepid)|free\s+of|clear\s+of|covered|dry\b|bandaged|in\s+(?:a\s+)?(?:splint|sling|cool|cold))"
)
_NEW_SKIN = re.compile(rf"\bskin\s+(?:on|of|over|at|around)\s+{_WHOSE}$")
# "The head of the bed", "the foot end", "the back of the chair".
NO_PART = re.compile(
    r"\s+(?:of\s+(?:the|your|his|her|a)\s+(?:bed|mattress|chair|sofa|car|queue|line|house|tongue)|end\b|rest\b)"
)


def is_put_on(sentence: str, start: int, end: int) -> bool:
    """Is the part at [start, end) of the folded sentence what advice is about? Neighbours in meaning count not."""
    before = sentence[max(0, start - 70) : start]
    if NO_PART.match(sentence, end):
        return False
    return bool(
        _PUT_ON.search(before)
        or _CHAFES.search(before)
        or _DONE_TO.search(before)
        or _NEW_SKIN.search(before)
        or (_HELD.search(before) and _HELD_HOW.match(sentence, end))
    )
