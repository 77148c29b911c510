"""How a group is said where an exact age stood: "in my 20s", "between 5 and 9", "(1 to 4)", "90 or over"."""

from curbside.clinical.demographics.person import AgeBand, age_band

# Fever under three months is an emergency (NICE NG143, 1.2), so the two groups of babies stay apart, as in the form.
_BABIES = (
    (0.25, AgeBand("under-1", "Under 3 months", 0, 0)),
    (1.0, AgeBand("under-1", "3 to 11 months", 0, 0)),
)
# The wordings are chosen so that no rule that takes "aged 5" or "9 months old" out of a title breaks them.


def group_of(years: float) -> AgeBand:
    """The group published for an age in years: the band, for babies its first three months or the rest.

    Ages above 130 count as 130; raises BadInput below 0.
    """
    baby = next((band for limit, band in _BABIES if 0 <= years < limit), None)
    return baby or age_band(min(years, 130))


def say_band(band: AgeBand) -> str:
    """The band in words, "20 to 29"; "under 3 months"; "90 or over"."""
    return band.label[0].lower() + band.label[1:]


def say_age(band: AgeBand, whose: str) -> str:
    """Behind "I am": in my 20s, between 5 and 9, under 3 months of age, 90 or over."""
    if band.low >= 90:
        return say_band(band)
    if band.high == 0:
        return f"{say_band(band)} of age"
    return f"in {whose} {band.low}s" if band.low >= 20 else f"between {band.low} and {band.high}"


def say_group(band: AgeBand, whose: str) -> str:
    """Behind "woman" or "son": in her 20s, (5 to 9), (ages 10 to 15), (under 3 months), (over 89)."""
    if 20 <= band.low < 90:
        return f"in {whose} {band.low}s"
    # "sister (10" reads as an exact age, with or without what follows.
    return "(over 89)" if band.low >= 90 else f"({'ages ' if band.low >= 10 else ''}{say_band(band)})"


def noun_of(band: AgeBand) -> str:
    """Who somebody of that group is: baby, young child, child, young person, person."""
    nouns = {0: "baby", 1: "young child", 5: "child", 10: "child", 16: "young person"}
    return nouns.get(band.low, "person")


def say_han(years: float, *, simplified: bool) -> str:
    """The group in Chinese: 未滿3個月, 3至11個月大, 5至9歲, 20多歲, 90歲以上."""
    year, month, full = "岁个满" if simplified else "歲個滿"
    band = group_of(years)
    if band.high == 0:
        return f"未{full}3{month}月" if band is _BABIES[0][1] else f"3至11{month}月大"
    if band.high is None:
        return f"{band.low}{year}以上"
    return f"{band.low}多{year}" if band.low >= 20 else f"{band.low}至{band.high}{year}"
