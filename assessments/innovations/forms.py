"""Adding an innovation: three short forms, one page each."""

from django import forms

from assessments.actions.innovation import Headline, Lead, Place
from assessments.models.vocabulary import NAME_LENGTH, SUMMARY_LENGTH, CareArea, Setting, Stage
from assessments.ui.fields import NO_PATIENTS, TidyText
from assessments.ui.forms import Button, Buttons, Field, make_helper
from assessments.ui.held import KeptForm


class HeadlineForm(KeptForm):
    name = TidyText(
        label="What is your innovation called?",
        max_length=NAME_LENGTH,
        help_text="The name people know it by, like ESCAPE-pain.",
        error_messages={
            "required": "Enter the name of your innovation",
            "max_length": f"The name must be {NAME_LENGTH} characters or fewer",
        },
    )
    summary = TidyText(
        label="What is it, in one sentence?",
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea,
        help_text="For example: group exercise and self-management for people with chronic knee or hip pain. "
        + NO_PATIENTS,
        error_messages={
            "required": "Enter one sentence on what your innovation is",
            "max_length": f"The sentence must be {SUMMARY_LENGTH} characters or fewer",
        },
    )
    not_a_duplicate = forms.BooleanField(required=False, widget=forms.HiddenInput)

    helper = make_helper(
        Field("name", label_size="s"),
        Field("summary", label_size="s", rows=3, count=SUMMARY_LENGTH),
        Buttons(Button("Save and continue")),
        unsaved_warning=True,
    )

    def to_headline(self) -> Headline:
        return Headline(self.cleaned_data["name"], self.cleaned_data["summary"])


class PlaceForm(KeptForm):
    stage = forms.ChoiceField(
        label="How far has it spread?",
        choices=Stage.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select the stage it has reached"),
    )
    settings = forms.MultipleChoiceField(
        label="Where is it used?",
        choices=Setting.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all that apply.",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice", "invalid_list"), "Select at least one place where it is used"
        ),
    )
    care_area = forms.ChoiceField(
        label="Which area of care is it for?",
        choices=[("", "Select an area"), *CareArea.choices],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select an area of care"),
    )

    helper = make_helper(
        Field("stage", label_size="m"),
        Field("settings", label_size="m"),
        Field("care_area", label_size="m"),
        Buttons(Button("Save and continue")),
        unsaved_warning=True,
    )

    def to_place(self) -> Place:
        said = self.cleaned_data
        return Place(said["stage"], said["care_area"], tuple(said["settings"]))


class LeadForm(KeptForm):
    organisation_name = TidyText(
        label="Which organisation leads it?",
        max_length=160,
        help_text="For example an NHS trust, a charity, a university or a company.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={
            "required": "Enter the organisation that leads it",
            "max_length": "The organisation must be 160 characters or fewer",
        },
    )
    ods_code = forms.RegexField(
        regex=r"^[A-Za-z0-9]{3,10}\Z",
        strip=True,
        required=False,
        label="Its ODS code",
        help_text="The Organisation Data Service code, if it has one and you know it. For example RJ1.",
        error_messages={"invalid": "Enter an ODS code of 3 to 10 letters and numbers, like RJ1"},
    )

    helper = make_helper(
        Field("organisation_name", label_size="s"),
        Field("ods_code", label_size="s", width=10),
        Buttons(Button("Save and continue")),
        unsaved_warning=True,
    )

    def to_lead(self) -> Lead:
        return Lead(self.cleaned_data["organisation_name"], self.cleaned_data["ods_code"].upper())
