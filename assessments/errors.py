"""Errors with sentences for people. The pages turn them into answers in one place, `ui.http`."""


class OctantError(Exception):
    """The parent of every error of ours. Its text is a sentence that may be shown."""


class FrameworkError(OctantError):
    """A framework or advice file is wrong, missing, or not the one that was frozen."""


class AnswerError(OctantError):
    """An answer that its framework does not allow."""


class ReceiptError(OctantError):
    """A receipt that cannot be read, or that does not say what it claims."""


class NotFound(OctantError):
    """Not there, or not this person's. Other people's things look as if they did not exist."""


class NotSignedIn(NotFound):
    """Asked by someone we do not know, for what belongs to whoever asks."""


class NotAllowed(OctantError):
    """This person may see the thing, and may not do this with it."""


class AlreadySubmitted(OctantError):
    """The assessment was submitted; its answers never change again."""


class RatingIsOpen(OctantError):
    """Everyone rates alone until rating is closed. Until then nothing is answered for the team, read or submitted."""


class RatingIsClosed(OctantError):
    """Nobody's own view changes any more: the team agrees its answers now."""


class NotReady(OctantError):
    """The act needs something that is not there yet."""


class ChangedMeanwhile(OctantError):
    """Someone changed the same thing since this page was opened."""


class NoLongerWaits(OctantError):
    """The invitation was answered, withdrawn or has expired since this page was opened."""


class AnotherGuestHere(OctantError):
    """Someone else rates the same innovation in this browser already, without an account."""
