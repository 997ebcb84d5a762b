"""How the record is said: its own words are short and stay as they are for ever."""


def action_words(action: str) -> str:
    """account.sign_in_failed: "Account: sign in failed" """
    thing, _, act = action.replace("_", " ").partition(".")
    return f"{thing.capitalize()}: {act}"
