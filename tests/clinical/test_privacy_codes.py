"""Numbers that some office gave go behind any word for them or by their shape; doses, values, ranges and codes stay."""

import pytest

from curbside.clinical.privacy import redact


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The chart says Acct# 77-104-9921, what may I eat?", "77-104-9921"),
        ("Card says lot PQ-88-1420. May I have an MRI with it?", "PQ-88-1420"),
        ("Application UTR 0000 111 222 asks for proof.", "UTR 0000 111 222"),
        ("group H-5520, are insoles covered?", "H-5520"),
        ("dosya no 5512044, my knee hurts", "5512044"),
        ("my scan was listed under za/7373/20", "za/7373/20"),
        ("booked as 45f2453, do I fast?", "45f2453"),
        ("it says 42.647.842 on the sheet", "42.647.842"),
        ("police gave me 9536174 after the crash", "9536174"),
        ("my plate is KR 4F 902 and someone bumped me", "KR 4F 902"),
    ],
)
def test_numbers_that_an_office_gave_are_hidden(text: str, number: str) -> None:
    assert number not in redact(text, learned=False).text


@pytest.mark.parametrize(
    "text",
    [
        "I take 1500mg of it, 3x500mg a day.",
        "Platelets 412000, then 1.000.000.",
        "Claim that 10000 steps help, record 12000 steps.",
        "MTHFR C677T and A1298C, rs1801133, G20210A.",
        "Chromosome 22q11.2 and 15q11.2 were looked at.",
        "ICD J45.909 stands on the bill, CPT 9921.",
        "Pressure 145/95, scan 20/20, visit 10.30.",
        "In the case of 5000 people the drug worked.",
        "The plate and 12 screws came out.",
        "From 1998-2004 I smoked 40 a day.",
    ],
)
def test_doses_values_and_codes_of_medicine_stay(text: str) -> None:
    assert redact(text, learned=False).text == text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("i live in flat 3b, 118 heron rd, NE99 9ZZ and there is mould", "flat 3b, 118 heron rd, NE99 9ZZ"),
        ("At Shop 2/88 Wattle Hill Parade, Dubbo NSW 2830. Cough.", "Shop 2/88 Wattle Hill Parade, Dubbo NSW 2830"),
        ("Molenstraat 8, 9999 XA Stitswerd", "Molenstraat 8, 9999 XA Stitswerd"),
        ("PO Box 4410, Clanwilliam 8135. Cough.", "PO Box 4410, Clanwilliam 8135"),
        ("post it to calle del olmo 12 please", "calle del olmo 12"),
        ("kızılay sokak no 5 is home", "kızılay sokak no 5"),
        ("we stay at birch lane 12 for now", "birch lane 12"),
    ],
)
def test_addresses_go_whole_however_they_are_typed(text: str, address: str) -> None:
    published = redact(text, learned=False).text
    assert not any(word in published for word in address.replace(",", "").split())


@pytest.mark.parametrize(
    "text",
    [
        "It hurt 2 miles up the road and 5 minutes down the lane.",
        "I walk 20 minutes each way and drive 5 days a week.",
        "I had 3 falls in the street.",
        "The road to recovery takes 6 weeks.",
        "My drive is gone for 2 years.",
    ],
)
def test_roads_that_are_no_address_stay(text: str) -> None:
    assert redact(text, learned=False).text == text


def test_telephone_numbers_are_hidden_in_words_with_figures_and_with_extensions() -> None:
    published = redact("ring nought five four 4 one 0 five double one six", learned=False).text
    assert published == "ring [phone number]"
    assert redact("viber (756)834-1928x25036", learned=False).text == "viber [phone number]"


def test_names_inside_sayings_stay() -> None:
    text = "St. Vitus' dance, St Anthony's fire, frank blood: why such names?"
    assert redact(text, learned=False).text == text
