"""Which capitalised words are ordinary words and therefore nobody's name."""

from functools import cache

from curbside.knowledge.eponyms import load_eponyms
from curbside.knowledge.places import load_places

# Function words, sentence openers and everyday nouns that patients write with a capital; compiled by hand.
_COMMON = frozenset("""
a about above actually after again ago all almost already also although always am an and another any anybody anyone anything anyway are
around as asap at august autumn away baby back bad be because been before being below besides best better between birth bless blood body both
brother but by can cannot care cause causes child children christmas clinic cold could cousin currently dad date daughter day days dear december
definitely dentist department despite did do doc docs doctor doctors does don't done down due during each early east easter either emergency
even evening ever every everybody everyone everything except far father february feel few finally first fluid follow for forgive former found
friday friend from gender gentlemen god good google got grandma grandpa gp had hardly has have having he head hello help her here hers hey hi
him his history honestly hope hospital how however husband i i'd i'll i'm i've if in indeed instead internet into is isn't it it's its january
july june just kind kindly knee know last late lately later latest left leg less let lets like likely look lots love lump ma'am madam male many
march may maybe me mean meanwhile medical medicine monday months more moreover morning most mother mr mri mrs ms much mum mom must my myself name
neck need neither never nevertheless new next night no nobody none nor normal north not note nothing november now nurse obviously october of off
often oh ok okay old on once one only or other others otherwise our out over pain patient people perhaps please previously probably question
questions rather reading really recently regarding regards right rightly said same saturday say says second secondly see seems september several
she should since sincerely sir sister so some somebody somehow someone something sometimes son soon sorry south specialist spring stage still
stomach sudden suddenly suggestions summer sunday sure surgery team test tests thank thanks that that's the their them then there therefore these they
thing things think third this those though three through throughout thursday thus till times to today together tomorrow tonight too treatment
tuesday two type under unfortunately until up upon us usually very was way we wednesday weeks well went were west what whatever when whenever
where whereas whether which while who whom whose why wife will winter wish with within without would wow yeah years yes yesterday yet you your yours
yourself internist neurologist cardiologist dermatologist psychiatrist surgeon radiologist therapist pharmacist midwife age sex female woman man
mrsa ct ecg ekg eeg emg ent er icu a&e nhs usa uk who pm bp tv app ibs ms als copd hba1c ldl hdl tsh psa dvt std sti uti pcos gerd pms ssri
american british english chinese indian spanish french german italian japanese korean african asian european mexican canadian australian muslim
christian hindu jewish buddhist catholic black white hispanic latino caucasian arabic filipino vietnamese thai turkish russian polish greek irish
scottish welsh dutch swedish nigerian egyptian pakistani bangladeshi taiwanese ukrainian brazilian ill sick pregnant diabetic allergic scared
worried anxious tired afraid unable trying taking having asking writing wondering feeling getting going looking hoping concerned
vitamin omega calcium iron magnesium potassium zinc keto ramadan thanksgiving diwali halloween facebook instagram whatsapp youtube reddit
""".split())


@cache
def _kept() -> frozenset[str]:
    return _COMMON | load_eponyms().words | load_places().countries


def is_common(word: str) -> bool:
    """Whether a word (any case, possessive or not) is ordinary, medical, a brand or a country: no name by itself."""
    bare = word.strip(".,;:!?()\"").lower().replace("’", "'")
    return bare in _kept() or bare.removesuffix("'s") in _kept() or not any(map(str.isalpha, bare))
