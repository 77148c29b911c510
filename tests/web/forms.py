"""Filling in and sending the forms of a page the way a browser without JavaScript does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


@dataclass
class Form:
    """A form as it stands on a page: what it would send untouched, and its buttons as (text, name, value)."""

    action: str
    method: str
    fields: dict[str, Any] = field(default_factory=dict)
    buttons: list[list[str]] = field(default_factory=list)

    def button(self, text: str) -> list[str] | None:
        return next((button for button in self.buttons if text in " ".join(button[0].split())), None)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._textarea: str | None = None
        self._select: str | None = None
        self._in_button = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self._open)
        if self._open is None:
            return
        name = has.get("name", "")
        if tag == "input" and name and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            self._open.fields[name] = has.get("value", "on" if has.get("type") in ("radio", "checkbox") else "")
        elif tag == "textarea" and name:
            self._textarea = name
            self._open.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in has or self._select not in self._open.fields):
            self._open.fields[self._select] = has.get("value", "")
        elif tag == "button":
            self._in_button = True
            self._open.buttons.append(["", name, has.get("value", "")])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "button":
            self._in_button = False

    def handle_data(self, data: str) -> None:
        if self._open is None:
            return
        if self._textarea:
            # a browser leaves out the first line end of a text area
            self._open.fields[self._textarea] += data
        elif self._in_button:
            self._open.buttons[-1][0] += data


def forms_of(response: HttpResponse) -> list[Form]:
    parser = _Forms()
    parser.feed(response.content.decode())
    for form in parser.forms:
        for name, value in form.fields.items():
            form.fields[name] = value.removeprefix("\n")
    return parser.forms


def form_with(response: HttpResponse, button: str) -> Form:
    """The form that has a button whose text holds `button`."""
    found = [form for form in forms_of(response) if form.method == "post" and form.button(button)]
    assert found, f"no button {button!r} on {response.request['PATH_INFO']}"
    return found[0]


def press(client: Client, page: HttpResponse, button: str, **fields: Any) -> HttpResponse:
    """Fill in `fields`, press `button`, and land where the site leads."""
    form = form_with(page, button)
    _, name, value = form.button(button) or ["", "", ""]
    data = form.fields | fields | ({name: value} if name else {})
    where = form.action or page.request["PATH_INFO"] + (
        f"?{page.request['QUERY_STRING']}" * bool(page.request["QUERY_STRING"])
    )
    return client.post(where, data, follow=True)
