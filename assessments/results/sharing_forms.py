"""What a read-only link shows, for whom, and for how long."""

from django import forms

from assessments.actions.share import Sharing
from assessments.models.vocabulary import NAME_LENGTH
from assessments.ui.fields import TidyText
from assessments.ui.forms import Button, Buttons, Field, make_helper

DAYS = (("7", "1 week"), ("30", "30 days"), ("90", "90 days"))


class ShareForm(forms.Form):
    made_for = TidyText(
        label="Who is it for?",
        max_length=NAME_LENGTH,
        help_text="So that you know later which link is whose. For example: ICB board, June meeting.",
        error_messages={
            "required": "Enter who the link is for",
            "max_length": f"Who it is for must be {NAME_LENGTH} characters or fewer",
        },
    )
    notes = forms.BooleanField(
        label="Show our notes and links too",
        required=False,
        help_text="Without this, the page shows the result, the scores and the advice, and no note.",
    )
    days = forms.ChoiceField(
        label="How long should it work?",
        choices=DAYS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how long the link should work"),
    )

    helper = make_helper(
        Field("made_for", label_size="s"),
        Field("notes"),
        Field("days", label_size="s"),
        Buttons(Button("Make the link")),
    )

    def to_sharing(self) -> Sharing:
        said = self.cleaned_data
        return Sharing(said["made_for"], shows_notes=said["notes"], days=int(said["days"]))
