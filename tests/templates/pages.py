"""Requests, forms and pages to draw, for the tests of templates."""

import types
from typing import Any

import html5lib
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from assessments.framework.types import Statement
from assessments.ui.forms import Button, Buttons, Field, make_helper

PAGE = (
    '{% extends "base.jinja" %}{% block title %}A page{% endblock %}'
    "{% block main %}<h1>A page</h1>{% endblock %}"
)
FORM_PAGE = PAGE.replace("</h1>", "</h1>{{ crispy(form) }}")

STATEMENT = Statement(
    code="E3.1",
    text="We have written down what must stay the same",
    hint="The core parts are the ones that produce the benefit.",
    levels=("Not discussed", "The founder knows", "A draft list", "An agreed list", "Sites have tested it"),
    evidence=(),
    sources=(),
)


def request_for(path: str = "/", *, person: str = "") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = types.SimpleNamespace(is_authenticated=True, name=person) if person else AnonymousUser()
    return request


def draw(source: str, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
    return engines["jinja2"].from_string(source).render(context or {}, request)


def draw_form(form: forms.Form) -> str:
    return draw("{{ crispy(form) }}", {"form": form}, request_for())


def parsed(html: str) -> Any:
    """Strictly: a mistake in the HTML is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def by_id(document: Any) -> dict[str, Any]:
    """Every element with an id; two with the same are an error."""
    found: dict[str, Any] = {}
    for element in document.iter():
        name = element.get("id")
        assert name not in found or name is None, f"two elements have the id {name}"
        if name is not None:
            found[name] = element
    return found


def words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


class EveryKind(forms.Form):
    """One field of each kind that the pack draws."""

    name = forms.CharField(
        label="What is your innovation called?",
        help_text="Use the name your team uses.",
        error_messages={"required": "Enter the name of your innovation"},
    )
    email = forms.EmailField(label="Work email address", widget=forms.EmailInput({"autocomplete": "email"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput({"autocomplete": "new-password"}))
    line = forms.CharField(label="Describe it in one line", widget=forms.Textarea)
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    area = forms.ChoiceField(label="Care area", choices=[("", "Select a care area"), ("msk", "Joint pain")])
    stage = forms.ChoiceField(
        label="Stage it has reached",
        widget=forms.RadioSelect,
        choices=[("pilot", "Pilot"), ("wide", "Wide spread"), ("none", "None of these")],
        error_messages={"required": "Select the stage it has reached"},
    )
    setting = forms.MultipleChoiceField(
        label="Where is it used?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("gp", "General practice"), ("hospital", "Hospital")],
        error_messages={"required": "Select where it is used"},
    )
    agreed = forms.BooleanField(
        label="The people named have agreed",
        error_messages={"required": "Confirm that the people named have agreed"},
    )
    day = forms.DateField(label="Due date", required=False)
    report = forms.FileField(label="Report", required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False, initial="check")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = make_helper(
            Field("name", width=20),
            "email",
            "password",
            Field("line", count=200, threshold=75, rows=3),
            Field("notes", label_size="s"),
            "area",
            Field("stage", label_size="m", hints={"pilot": "In one or two places"}, divider_before="none"),
            Field("setting", small=True),
            "agreed",
            Field("day", width=10),
            "report",
            Buttons("Save and continue", Button("Delete", name="delete", variant="warning")),
            unsaved_warning=True,
        )
