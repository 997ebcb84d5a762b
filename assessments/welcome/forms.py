"""The two questions before a trial, and what the innovation is called."""

from django import forms

from assessments.models.vocabulary import NAME_LENGTH
from assessments.ui.fields import NO_PATIENTS, TidyText
from assessments.ui.forms import Button, Buttons, Field, make_helper

YES_NO = (("yes", "Yes"), ("no", "No"))


class SuitableForm(forms.Form):
    works_somewhere = forms.ChoiceField(
        label="Does it already work in at least one place?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Select yes if it already works in at least one place"
        ),
    )
    wants_others = forms.ChoiceField(
        label="Do you want other places to use it?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Select yes if you want other places to use it"
        ),
    )

    helper = make_helper(
        Field("works_somewhere", label_size="m", inline=True),
        Field("wants_others", label_size="m", inline=True),
        Buttons(Button("Continue")),
    )

    @property
    def is_suitable(self) -> bool:
        return all(self.cleaned_data[question] == "yes" for question in ("works_somewhere", "wants_others"))


class TrialForm(forms.Form):
    name = TidyText(
        label="What is your innovation called?",
        max_length=NAME_LENGTH,
        help_text=NO_PATIENTS,
        error_messages={
            "required": "Enter the name of your innovation",
            "max_length": f"The name must be {NAME_LENGTH} characters or fewer",
        },
    )

    helper = make_helper(Field("name", label_size="s"), Buttons(Button("Start")))
