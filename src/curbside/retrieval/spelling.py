"""Which British and American spellings are one word."""

# The regular differences of medical English: ae and oe for e, our for or, re for er, s for z. Our own short list after
# the variants that the Human Phenotype Ontology gives as British spellings (hpo.jax.org, 2025-01-16). Each row is
# (British, American) and holds inside words and inside their stems.
_INSIDE = (
    ("aem", "em"),
    ("oea", "ea"),
    ("oedem", "edem"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("paed", "ped"),
    ("naec", "nec"),
    ("naes", "nes"),
    ("araest", "arest"),
    ("faec", "fec"),
    ("foet", "fet"),
    ("coel", "cel"),
    ("caec", "cec"),
    ("caesar", "cesar"),
    ("behaviour", "behavior"),
    ("tumour", "tumor"),
    ("colour", "color"),
    ("odour", "odor"),
    ("labour", "labor"),
    ("sulph", "sulf"),
    ("mould", "mold"),
    ("manoeuv", "maneuv"),
    ("traveller", "traveler"),
    ("neurone", "neuron"),
)
_WHOLE = {
    "goitr": "goiter",
    "goitre": "goiter",
    "fibr": "fiber",
    "fibre": "fiber",
    "litr": "liter",
    "litre": "liter",
    "centr": "center",
    "centre": "center",
    "grey": "gray",
    "paralys": "paralyz",
    "paralyse": "paralyze",
    "paralysed": "paralyzed",
}
_AMERICAN = frozenset(_WHOLE.values())


def american(word: str) -> str:
    """The American spelling of a lower-case word or stem; other words stay as they are."""
    if word in _WHOLE:
        return _WHOLE[word]
    for british, other in _INSIDE:
        word = word.replace(british, other)
    return word


def spellings(word: str) -> tuple[str, ...]:
    """`word`, its American form, then every British form it could have; some of those are no words."""
    plain = american(word)
    forms = [word, plain, *(plain.replace(other, british) for british, other in _INSIDE if other in plain)]
    forms += [british for british, other in _WHOLE.items() if other == plain] if plain in _AMERICAN else []
    return tuple(dict.fromkeys(forms))
