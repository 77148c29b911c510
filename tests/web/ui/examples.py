"""Made-up values that the components' example.html files are rendered with."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator

from curbside.knowledge.numbers import HelpNumber

MOMENT = datetime(2026, 8, 28, 10, 0, tzinfo=UTC)
ITEMS = tuple(
    {
        "url": f"/q/{n}-example/",
        "title": f"Example topic {n}",
        "headline": f"Eyelid twitching after short nights, example {n}",
        "question_excerpt": "My eyelid has jumped for three days.",
        "reply_excerpt": "Short nights and coffee are the usual reasons.",
        "excerpt": "My eyelid has jumped for three days.",
        "doctor": "Dr. A. Example",
        "department": "Neurology",
        "date": date(2026, 8, n),
    }
    for n in (1, 2, 3)
)


class ExampleForm(forms.Form):
    problem = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), label="What is the problem?", help_text="No names"
    )
    age = forms.ChoiceField(
        choices=[("1-9", "1 to 9"), ("20-29", "20 to 29")],
        widget=forms.RadioSelect,
        label="How old is the person?",
        error_messages={"required": "Choose your age group"},
    )
    email = forms.EmailField(required=False, label="E-mail")
    department = forms.ChoiceField(choices=[("neurology", "Neurology")], label="Department")
    agree = forms.BooleanField(label="A doctor may answer this", error_messages={"required": "Tick the box to go on"})


def example_context() -> dict[str, object]:
    return {
        "example_form": ExampleForm({"problem": "", "email": "not an address", "department": "neurology"}),
        "example_text": "My eyelid has jumped for <b>three</b> days.\n\nCan it be serious?",
        "example_time": MOMENT,
        "example_items": ITEMS,
        "example_page": Paginator(range(50), 10).page(2),
        "example_rows": (
            {"key": "Who it is about", "value": "Me", "change_url": "/ask/who/"},
            {"key": "Age group", "value": ""},
        ),
        "example_segments": (
            {"text": "I am ", "replacement": None},
            {"text": "Rowan Sample", "replacement": "[name]", "type": "NAME"},
            {"text": " and my eyelid jumps.", "replacement": None},
        ),
        "example_numbers": (
            HelpNumber("emergency", "Ambulance", "112", "always", "https://example.org/", "2026-11-25"),
        ),
        "example_sentences": ({"text": "Tired muscles can twitch.", "marks": (1, 2)},),
        "example_sources": (
            {"title": "Twitching", "url": "https://example.org/", "publisher": "Example", "date": "2026"},
            {"title": "The reply above", "url": "#answer"},
        ),
        "example_picture": {
            "width": 100,
            "height": 40,
            "left": 0,
            "across": (40,),
            "boxes": (
                {"x": 0, "y": 10, "width": 20, "height": 30, "kind": "asked"},
                {"x": 22, "y": 20, "width": 20, "height": 20, "kind": "answered"},
            ),
            "words": ({"x": 50, "y": 15, "kind": "legend", "text": "Asked"},),
        },
        "example_headers": ("Department", "Half within", "Nine in ten within"),
        "example_table": (("Neurology", "5 h", "20 h"), ("Cardiology", "4 h", "18 h")),
    }


def request_stub(path: str = "/") -> SimpleNamespace:
    return SimpleNamespace(path=path)
