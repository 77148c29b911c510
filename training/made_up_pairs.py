"""Made-up question pairs in the manner of doctors: one answer serves both, or related but different. Seeded.

Every sentence is composed here from our own phrasings; no text of any data set is used.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

# Two or more names a patient might use for the same thing.
TOPICS = (
    ("migraine", "migraine headaches", "bad one-sided headaches"),
    ("high blood pressure", "hypertension", "raised blood pressure"),
    ("type 2 diabetes", "high blood sugar", "sugar disease"),
    ("acid reflux", "heartburn", "GERD"),
    ("kidney stones", "stones in my kidney", "renal stones"),
    ("a urinary tract infection", "a bladder infection", "a UTI"),
    ("asthma", "wheezing attacks", "tight airways"),
    ("eczema", "atopic dermatitis", "itchy dry patches of skin"),
    ("acne", "pimples", "breakouts on my face"),
    ("gout", "uric acid attacks", "a hot swollen big toe"),
    ("an underactive thyroid", "hypothyroidism", "a slow thyroid"),
    ("iron deficiency", "low iron", "low ferritin"),
    ("shingles", "herpes zoster", "a painful band of blisters"),
    ("a stomach ulcer", "a peptic ulcer", "a sore in the stomach"),
    ("sciatica", "a pinched nerve in the back", "pain shooting down the leg"),
    ("carpal tunnel syndrome", "numb fingers at night", "a trapped nerve at the wrist"),
    ("plantar fasciitis", "heel pain", "pain under the heel in the morning"),
    ("hay fever", "pollen allergy", "allergic rhinitis"),
    ("insomnia", "trouble sleeping", "lying awake for hours"),
    ("panic attacks", "sudden waves of fear", "anxiety attacks"),
    ("depression", "low mood", "feeling down for months"),
    ("gallstones", "stones in the gallbladder", "gallbladder attacks"),
    ("irritable bowel syndrome", "IBS", "cramps and bloating"),
    ("hemorrhoids", "piles", "swollen veins at the anus"),
    ("varicose veins", "bulging leg veins", "swollen veins in my legs"),
    ("tinnitus", "ringing in the ears", "a constant noise in my ear"),
    ("pink eye", "conjunctivitis", "a red sticky eye"),
    ("a cold sore", "herpes on the lip", "fever blisters"),
    ("athlete's foot", "a fungal infection between the toes", "itchy cracked toes"),
    ("restless legs", "restless legs syndrome", "an urge to move my legs at night"),
    ("osteoporosis", "thin bones", "low bone density"),
    ("a frozen shoulder", "adhesive capsulitis", "a stiff shoulder"),
    ("polycystic ovaries", "PCOS", "polycystic ovary syndrome"),
    ("endometriosis", "painful heavy periods", "tissue of the womb growing outside it"),
    ("chickenpox", "varicella", "chicken pox"),
    ("strep throat", "a bacterial throat infection", "streptococcal tonsillitis"),
    ("bronchitis", "a chest infection", "a deep cough with mucus"),
    ("vertigo", "a spinning feeling", "dizzy spells when I turn my head"),
    ("cataracts", "a clouded lens", "cloudy vision from the lens"),
    ("a hernia", "a bulge in the groin", "an inguinal hernia"),
)
MEDICINES = (
    ("ibuprofen", "Advil", "an anti-inflammatory painkiller"),
    ("amoxicillin", "my antibiotic", "a penicillin"),
    ("metformin", "my diabetes tablets", "Glucophage"),
    ("lisinopril", "my blood pressure pill", "an ACE inhibitor"),
    ("sertraline", "Zoloft", "my antidepressant"),
    ("levothyroxine", "thyroid tablets", "Synthroid"),
    ("warfarin", "my blood thinner", "Coumadin"),
    ("atorvastatin", "my statin", "Lipitor"),
    ("prednisone", "steroid tablets", "a cortisone course"),
    ("omeprazole", "a stomach acid blocker", "Prilosec"),
)
CONDITION_INTENTS = {
    "treat": (
        "What is the best treatment for {t}?",
        "How do I get rid of {t}?",
        "Which medicine helps against {t}?",
        "I have had {t} for {n} weeks. What can I take for it?",
        "Nothing I tried helps my {t}; what else is there?",
        "My doctor says I have {t}. What are my options now?",
    ),
    "cause": (
        "What causes {t}?",
        "Why do I keep getting {t}?",
        "I never had this before, where does {t} come from?",
        "What could be the reason for {t} at my age?",
        "Can stress bring on {t}?",
        "Is my work to blame for {t}?",
    ),
    "know": (
        "How do I know whether I have {t}?",
        "What tests show {t}?",
        "What are the first signs of {t}?",
        "How would a doctor tell that it is {t}?",
        "I think I may have {t}. Which examination would prove it?",
    ),
    "duration": (
        "How long does {t} usually last?",
        "When will {t} go away?",
        "It is week {n} with {t}. How much longer?",
        "How soon should I expect to be over {t}?",
        "Does {t} ever end or is it for life?",
    ),
    "spread": (
        "Is {t} contagious?",
        "Can my family catch {t} from me?",
        "Should I stay away from others with {t}?",
        "Could I pass {t} on to my partner?",
    ),
    "inherit": (
        "Is {t} hereditary?",
        "Will my children get {t} too?",
        "My mother has {t}. Am I likely to get it?",
        "Does {t} run in families?",
    ),
    "eat": (
        "Which foods should I avoid with {t}?",
        "Is there a diet that helps {t}?",
        "Does what I eat make {t} worse?",
        "What should I eat when I have {t}?",
    ),
    "prevent": (
        "How can I prevent {t}?",
        "What can I do so that {t} does not come back?",
        "How do I lower my risk of {t}?",
        "I had {t} {n} times last year. How do I keep it from returning?",
    ),
    "sport": (
        "Can I exercise with {t}?",
        "Is it all right to go running while I have {t}?",
        "Should I stop the gym because of {t}?",
        "Is sport harmful when one has {t}?",
    ),
    "worry": (
        "Is {t} dangerous?",
        "Should I be worried about {t}?",
        "Can {t} lead to something serious?",
        "What are the complications of {t}?",
        "What happens if {t} is left alone?",
    ),
    "work": ("Can I go to work with {t}?", "Do I need sick leave for {t}?", "Should I stay at home because of {t}?"),
    "pregnant": (
        "Can {t} harm my baby in pregnancy?",
        "I am {n} weeks pregnant and have {t}. Is the baby at risk?",
        "Is {t} a problem for pregnant women?",
    ),
}
MEDICINE_INTENTS = {
    "effect": (
        "What are the side effects of {t}?",
        "Since I take {t} I feel sick. Is it the tablets?",
        "Does {t} cause tiredness?",
        "I started {t} {n} days ago and feel odd; can {t} do that?",
    ),
    "alcohol": (
        "Can I drink alcohol with {t}?",
        "Is a glass of wine all right while on {t}?",
        "I take {t}. May I have beer at a party?",
        "How long after {t} must I wait before I drink?",
    ),
    "dose": (
        "How much {t} may I take in a day?",
        "What is the highest dose of {t}?",
        "Is it too much to take {t} {n} times a day?",
    ),
    "missed": (
        "I forgot to take {t}. What now?",
        "What should I do about a missed dose of {t}?",
        "I skipped {t} yesterday, do I take two today?",
    ),
    "stop": ("Can I stop taking {t} on my own?", "I feel fine now, must I go on with {t}?", "How do I come off {t}?"),
    "pregnant": (
        "Is {t} safe in pregnancy?",
        "I am {n} weeks pregnant, may I take {t}?",
        "Can I breastfeed while I use {t}?",
    ),
    "timing": (
        "Should I take {t} with food?",
        "Is it better to take {t} in the morning or at night?",
        "When is the best time for {t}?",
    ),
    "works": (
        "How long does {t} take to work?",
        "I have taken {t} for {n} days and feel no change. When does it act?",
        "How soon will I notice something from {t}?",
    ),
}
CONTEXTS = (
    "",
    "",
    "",
    "Hello. ",
    "I am {a} years old. ",
    "I am a {a} year old woman. ",
    "I am a man of {a}. ",
    "I have tried a few things already. ",
    "My family doctor is away. ",
    "I read a lot about this online and am confused. ",
)
# Sentences after which another answer is needed.
TWISTS = (("left", "right"), ("my 2 year old son", "my grandmother, 85,"), ("my husband", "my wife"))

# Parts of the different pairs: same words but for one deciding detail; same subject, other question. The rest is the
# same question about another subject.
TWISTED = 0.05
OTHER_INTENT = 0.45
# Part of the same pairs that differ in names, numbers and context only.
SAME_PHRASING = 0.3


@dataclass(frozen=True, slots=True)
class MadeUpPair:
    a: str
    b: str
    label: bool


def made_up_pairs(count: int, seed: int) -> Iterator[MadeUpPair]:
    """`count` pairs, half of each label."""
    draw = random.Random(seed)  # noqa: S311 (made-up texts, not secrets)
    for number in range(count):
        names, intents = draw.choice(
            ((draw.choice(TOPICS), CONDITION_INTENTS), (draw.choice(MEDICINES), MEDICINE_INTENTS))
        )
        intent = draw.choice(list(intents))
        if number % 2:
            yield MadeUpPair(*_same(draw, names, intents[intent]), label=True)
        else:
            yield MadeUpPair(*_different(draw, names, intents, intent), label=False)


def _same(draw: random.Random, names: tuple[str, ...], phrasings: tuple[str, ...]) -> tuple[str, str]:
    first, second = draw.sample(phrasings, 2)
    second = first if draw.random() < SAME_PHRASING else second
    return _filled(draw, first, draw.choice(names)), _filled(draw, second, draw.choice(names))


def _different(
    draw: random.Random, names: tuple[str, ...], intents: dict[str, tuple[str, ...]], intent: str
) -> tuple[str, str]:
    first, chance = draw.choice(intents[intent]), draw.random()
    if chance < TWISTED:
        one, other = draw.choice(TWISTS)
        text = f"It is about {{side}}. {first}" if one != "left" else f"It is on my {{side}} side. {first}"
        return _filled(draw, text.replace("{side}", one), names[0]), _filled(
            draw, text.replace("{side}", other), names[0]
        )
    if chance < TWISTED + OTHER_INTENT:
        second = draw.choice(intents[draw.choice([name for name in intents if name != intent])])
        return _filled(draw, first, draw.choice(names)), _filled(draw, second, draw.choice(names))
    others = TOPICS if intents is CONDITION_INTENTS else MEDICINES
    other = draw.choice([topic for topic in others if topic != names])
    return _filled(draw, first, draw.choice(names)), _filled(draw, draw.choice(intents[intent]), draw.choice(other))


def _filled(draw: random.Random, phrasing: str, name: str) -> str:
    facts = {"t": name, "n": draw.randint(2, 9), "a": draw.choice((19, 24, 32, 41, 48, 56, 67, 74))}
    return (draw.choice(CONTEXTS) + phrasing).format(**facts)
