"""A browser's long description of itself as a few words that its owner knows it by. The rest is not kept."""

# The first that is found counts: most browsers also claim to be those further down.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "A browser"


def device_words(user_agent: str) -> str:
    """Firefox on Windows"""
    browser = _first(BROWSERS, user_agent) or UNKNOWN
    machine = _first(MACHINES, user_agent)
    return f"{browser} on {machine}" if machine else browser


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((words for sign, words in table if sign in text), "")
