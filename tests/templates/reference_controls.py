"""How the reference's form controls translate into ours."""

from collections.abc import Mapping
from typing import Any

from tests.templates.reference import Params, Unsupported, heading_of, only, text_of


def control(
    given: Mapping[str, Any], *, extra: tuple[str, ...] = (), attributes: tuple[str, ...] = ()
) -> Params:
    """What every control shares: name, label, hint and error."""
    only(given, "label", "name", "id", "hint", "errorMessage", *extra, *attributes)
    heading = heading_of(given["label"], size_key="label_size")
    return {
        "name": given["name"],
        "id": given.get("id", ""),
        "label": heading.pop("text"),
        "hint": text_of(given["hint"]) if "hint" in given else "",
        "error": text_of(given["errorMessage"]) if "errorMessage" in given else "",
        "attributes": {key: _attribute(given[key]) for key in attributes if key in given},
        **heading,
    }


def _attribute(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def label(given: Mapping[str, Any]) -> Params:
    return heading_of(given, size_key="size") | {"control": "a"}


def hint(given: Mapping[str, Any]) -> Params:
    return {"text": text_of(given)}


def error_message(given: Mapping[str, Any]) -> Params:
    return {"text": text_of(given)}


def fieldset(given: Mapping[str, Any]) -> Params:
    only(given, "legend", "html")
    heading = heading_of(given["legend"], size_key="size")
    return {"legend": heading.pop("text"), **heading, "body": given.get("html", "")}


def text_input(given: Mapping[str, Any]) -> Params:
    known = ("autocomplete", "autocapitalize", "inputmode", "pattern", "spellcheck")
    extra = ("type", "value", "width", "code", "prefix", "suffix")
    found = control(given, extra=extra, attributes=known)
    for key in ("prefix", "suffix"):
        found[key] = text_of(given[key]) if key in given else ""
    return found | {key: given[key] for key in ("type", "value", "width", "code") if key in given}


def textarea(given: Mapping[str, Any]) -> Params:
    found = control(given, extra=("value", "rows"), attributes=("autocomplete", "spellcheck"))
    return found | {key: given[key] for key in ("value", "rows") if key in given}


def character_count(given: Mapping[str, Any]) -> Params:
    found = control(
        given, extra=("value", "rows", "maxlength", "threshold"), attributes=("autocomplete", "spellcheck")
    )
    if "maxlength" not in given:
        raise Unsupported("maxlength")
    found |= {"count": int(given["maxlength"]), "threshold": int(given.get("threshold", 0))}
    return found | {key: given[key] for key in ("value", "rows") if key in given}


def password_input(given: Mapping[str, Any]) -> Params:
    found = control(given, extra=("autocomplete",))
    return found | {key: given[key] for key in ("autocomplete",) if key in given}


def select(given: Mapping[str, Any]) -> Params:
    found = control(given, extra=("items", "value"))
    items = []
    for item in given["items"]:
        only(item, "value", "text", "selected")
        chosen = bool(item.get("selected")) or ("value" in given and item.get("value") == given["value"])
        items.append({"value": item["value"], "text": item["text"], "checked": chosen})
    return found | {"items": items}


def choices(given: Mapping[str, Any]) -> Params:
    known = ("name", "idPrefix", "hint", "errorMessage", "items", "small", "inline", "value", "values")
    only(given, "fieldset", *known)
    if set(given.get("fieldset") or {}) != {"legend"} or "name" not in given:
        raise Unsupported("fieldset")
    legend = heading_of(given["fieldset"]["legend"], size_key="legend_size")
    prefix = given.get("idPrefix", given["name"])
    return {
        "name": given["name"],
        "id": prefix,
        "legend": legend.pop("text"),
        **legend,
        "hint": text_of(given["hint"]) if "hint" in given else "",
        "error": text_of(given["errorMessage"]) if "errorMessage" in given else "",
        "items": _items(given, prefix),
        **{key: given[key] for key in ("small", "inline") if key in given},
    }


def checkboxes(given: Mapping[str, Any]) -> Params:
    if "inline" in given:
        raise Unsupported("inline")
    return choices(given)


def _items(given: Mapping[str, Any], prefix: str) -> list[Params]:
    chosen = given.get("values", [given.get("value")])
    items: list[Params] = []
    divider = ""
    for number, item in enumerate(given["items"], start=1):
        only(item, "value", "text", "html", "label", "hint", "divider", "checked")
        if "divider" in item:
            divider = item["divider"]
            continue
        said = item["label"] if "label" in item else {k: item[k] for k in ("text", "html") if k in item}
        items.append(
            {
                "id": prefix if number == 1 else f"{prefix}-{number}",
                "value": item["value"],
                "text": text_of(said),
                "checked": item.get("checked", item["value"] in chosen),
                "hint": text_of(item["hint"]) if "hint" in item else "",
                "divider": divider,
            }
        )
        divider = ""
    return items
