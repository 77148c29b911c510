"""What is in words the reader does not know makes no emergency by itself: a person reads it today; rules go on."""

import pytest

from curbside.clinical.reader_model import shipped_model
from curbside.clinical.urgency import Urgency, screen
from curbside.clinical.urgency.language import is_read
from curbside.clinical.urgency.reader import ReaderLayer

LAYERS = [ReaderLayer(shipped_model)]
# Harmless questions; written after the rule was chosen, in languages and words it was not chosen on as well.
FOREIGN = (
    "¿Cuántas veces por semana debo regar los ojos con las gotas? Ya no me pican.",
    "Est-ce que je peux reprendre la natation un mois après mon opération du genou ?",
    "Wie lange soll mein Enkel nach den Windpocken noch zu Hause bleiben? Er ist munter.",
    "Posso bere un bicchiere di vino se prendo le pastiglie per la pressione?",
    "Gostaria de trocar a receita do meu remédio para a tireoide, estou bem.",
    "Hoe vaak moet ik mijn wratje aanstippen, en mag ik ermee zwemmen?",
    "Er det normalt at tandkødet bliver ømt efter en ny bøjle?",
    "Bisakah saya minum jamu bersama obat kolesterol yang biasa?",
    "Je možné brát železo společně s kávou, nebo mám počkat hodinu?",
    "Çocuğumun dişi sallanıyor, kendi kendine düşmesini bekleyeyim mi?",
)


def knows(word: str) -> bool:
    model = shipped_model()
    assert model is not None
    return model.knows(word)


def test_a_text_in_an_unknown_language_waits_for_nobody_and_seldom_stops() -> None:
    read = {text: screen(text, extra=LAYERS) for text in FOREIGN}
    assert all([reason.rule for reason in one.reasons] == ["unread"] for one in read.values())
    assert all(one.reasons[0].text in text for text, one in read.items())
    assert {one.crisis for one in read.values()} == {None}
    # At first sight 1 of 10 stopped.
    assert sum(one.urgency is Urgency.EMERGENCY for one in read.values()) <= 2


def test_the_rules_read_other_languages_as_before() -> None:
    assert screen("Mi padre no puede respirar y tiene los labios azules.", extra=LAYERS).urgency is Urgency.EMERGENCY


@pytest.mark.parametrize("foreign", FOREIGN[:4])
def test_a_foreign_sentence_beside_english_ones_changes_nothing(foreign: str) -> None:
    english = (
        "I take the thyroid tablet in the morning with coffee and my level was fine in May. Can I go on taking it with "
        "breakfast, or should I wait for half an hour as the leaflet says? I feel well and walk the dog every day."
    )
    alone = screen(english, extra=LAYERS)
    for text in (f"{foreign} {english}", f"{english} {foreign}"):
        assert screen(text, extra=LAYERS).urgency is alone.urgency


@pytest.mark.parametrize(
    "sentence",
    [
        "hiccup, then mouthfuls of blood",
        "Rapidly worsening shortness of breath.",
        "dad cant talk proper n his face gone saggy one side",
        "Chest heavy like stone, sweating, since the morning prayer.",
        "No wahala but my pikin body hot and e dey shake.",
    ],
)
def test_short_and_broken_english_is_read(sentence: str) -> None:
    assert is_read(sentence, knows)


def test_letters_out_of_order_are_not_read() -> None:
    assert not is_read("chtse niap dna ym fetl mra sleef vyeah ncise tsafkaerb", knows)


@pytest.mark.parametrize(
    "text",
    [
        "chtse niap dna ym fetl mra sleef vyeah ncise tsafkaerb esaelp lleh ym rehtaf",
        "ym auergtdh ash an thicy hras no rhe loswbe sicen yudnas, ousdhl esh eatk artnoeh ttalbe",
    ],
)
def test_words_with_their_letters_out_of_order_are_urgent_and_stop_nobody(text: str) -> None:
    read = screen(text, extra=LAYERS)
    assert (read.urgency, read.crisis) == (Urgency.URGENT, None)
