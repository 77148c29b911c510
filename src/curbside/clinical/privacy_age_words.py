"""How a band is said where an exact age stood: "in my 20s", "aged 5 to 9", "90 or over"."""

from curbside.clinical.demographics import AgeBand


def say_band(band: AgeBand) -> str:
    """The band in words, "20 to 29"; "under 1"; "90 or over"."""
    return band.label[0].lower() + band.label[1:]


def say_age(band: AgeBand, whose: str) -> str:
    """Behind "I am": in my 20s, aged 5 to 9, under 1, 90 or over."""
    if band.low >= 90 or band.high == 0:
        return say_band(band)
    return f"in {whose} {band.low}s" if band.low >= 20 else f"aged {say_band(band)}"
