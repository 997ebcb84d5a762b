"""Which report to take away: the file, whom it is for, and whether notes go with it."""

from django import forms

from assessments.framework.types import Audience
from assessments.ui.forms import Button, Buttons, Field, make_helper

FILES = (
    ("pdf", "A report to read or print (PDF)"),
    ("xlsx", "A spreadsheet (Excel)"),
)
READERS = (
    (Audience.TEAM.value, "Our team"),
    (Audience.SYSTEM.value, "Commissioners and system leaders"),
    (Audience.FUNDER.value, "Funders"),
)


class TakeForm(forms.Form):
    """Sent by GET: what it asks for is an address that can be kept."""

    file = forms.ChoiceField(
        label="What do you want to take with you?",
        choices=FILES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a PDF or a spreadsheet"),
    )
    reader = forms.ChoiceField(
        label="Who will read it?",
        choices=READERS,
        widget=forms.RadioSelect,
        help_text="The scores are the same. The advice is chosen for this reader.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select who will read it"),
    )
    notes = forms.BooleanField(
        label="Put in our notes and links",
        required=False,
        help_text="Leave this out if the file may reach people who should not read them.",
    )

    helper = make_helper(
        Field("file", label_size="m"),
        Field("reader", label_size="m"),
        Field("notes"),
        Buttons(Button("Download", name="take", value="yes")),
        method="get",
    )


def audience_in(value: str) -> Audience:
    """A bad link still opens: whoever is not known is the team."""
    return next((one for one in Audience if one.value == value), Audience.TEAM)
