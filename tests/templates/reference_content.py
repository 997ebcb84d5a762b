"""How the reference's other components translate into ours."""

from collections.abc import Mapping
from typing import Any

from tests.templates.reference import Params, Unsupported, only, text_of


def button(given: Mapping[str, Any]) -> Params:
    only(given, "text", "href", "variant", "small", "name", "value", "type", "id", "disabled")
    if given.get("variant") == "login":
        raise Unsupported("login")
    return dict(given)


def back_link(given: Mapping[str, Any]) -> Params:
    only(given, "text", "href", "visuallyHiddenText")
    if "href" not in given:
        raise Unsupported("href")
    return {"href": given["href"], "text": given["text"], "hidden": given.get("visuallyHiddenText", "")}


def breadcrumb(given: Mapping[str, Any]) -> Params:
    only(given, "items")
    return {"items": given["items"]}


def details(given: Mapping[str, Any]) -> Params:
    only(given, "summary", "text", "html", "open")
    body = text_of({key: given[key] for key in ("text", "html") if key in given})
    return {"summary": text_of(given["summary"]), "text": body, "open": given.get("open", False)}


def error_summary(given: Mapping[str, Any]) -> Params:
    only(given, "heading", "titleText", "description", "errorList")
    items = []
    for item in given.get("errorList", []):
        only(item or {}, "text", "html", "href")
        if item:
            said = text_of({key: item[key] for key in ("text", "html") if key in item})
            items.append({"text": said, "href": item.get("href", "")})
    heading = (
        text_of(given["heading"]) if "heading" in given else given.get("titleText", "There is a problem")
    )
    described = text_of(given["description"]) if "description" in given else ""
    return {"items": items, "heading": heading, "description": described}


def inset_text(given: Mapping[str, Any]) -> Params:
    only(given, "text", "html")
    return {"text": given.get("text", ""), "body": given.get("html", "")}


def notification_banner(given: Mapping[str, Any]) -> Params:
    only(given, "text", "html", "title", "variant", "heading")
    heading = given.get("heading", "")
    return {
        "text": given.get("text", ""),
        "body": given.get("html", ""),
        "title": text_of(given["title"]) if "title" in given else "",
        "success": given.get("variant") == "success",
        "heading": text_of(heading) if heading else "",
    }


def interruption(given: Mapping[str, Any]) -> Params:
    """To the reference it is a variant of a panel."""
    only(given, "heading", "text", "html", "variant")
    heading = {"text": given["heading"]} if isinstance(given["heading"], str) else given["heading"]
    only(heading, "text", "level", "size")
    return {
        "heading": heading["text"],
        "level": heading.get("level", 1),
        "size": heading.get("size", ""),
        "text": given.get("text", ""),
        "body": given.get("html", ""),
    }


def summary_list(given: Mapping[str, Any]) -> Params:
    only(given, "rows", "classes")
    borders = {"nhsuk-summary-list--no-border": "none", "nhsuk-summary-list--no-last-row-border": "no_last"}
    if given.get("classes") and given["classes"] not in borders:
        raise Unsupported(given["classes"])
    return {"rows": [_row(row) for row in given["rows"]], "borders": borders.get(given.get("classes"), "all")}


def _row(row: Mapping[str, Any]) -> Params:
    only(row, "key", "value", "actions")
    actions = row.get("actions", [])
    actions = [one for one in (actions["items"] if isinstance(actions, Mapping) else actions) if one]
    for action in actions:
        only(action, "text", "href", "visuallyHiddenText")
    return {
        "key": text_of(row["key"]),
        "value": text_of(row["value"]),
        "actions": [
            {"text": a["text"], "href": a["href"], "hidden": a.get("visuallyHiddenText", "")} for a in actions
        ],
    }


def table(given: Mapping[str, Any]) -> Params:
    only(given, "caption", "head", "rows", "firstCellIsHeader")
    caption = {"text": given["caption"]} if isinstance(given["caption"], str) else given["caption"]
    only(caption, "text", "size")
    for cell in (*given["head"], *(cell for row in given["rows"] for cell in row)):
        only({} if isinstance(cell, str) else cell, "text", "html", "format")
    head = [cell if isinstance(cell, Mapping) else {"text": cell} for cell in given["head"]]
    return {
        "caption": caption["text"],
        "caption_size": caption.get("size", ""),
        "head": [cell["text"] for cell in head],
        "numeric": [place for place, cell in enumerate(head) if cell.get("format") == "numeric"],
        "rows": [[_cell(cell) for cell in row] for row in given["rows"]],
        "first_is_header": given.get("firstCellIsHeader", False),
    }


def _cell(cell: object) -> str:
    return text_of({k: v for k, v in cell.items() if k != "format"} if isinstance(cell, Mapping) else cell)


def tag(given: Mapping[str, Any]) -> Params:
    only(given, "text", "html")
    return {"text": text_of(given), "tint": ""}


def task_list(given: Mapping[str, Any]) -> Params:
    only(given, "idPrefix", "items")
    if not all(given["items"]):
        raise Unsupported("gaps in the numbering")
    return {
        "items": [_task(item) for item in given["items"]],
        "id": given.get("idPrefix", "task-list"),
        "classes": "",
    }


def _task(item: Mapping[str, Any]) -> Params:
    only(item, "heading", "hint", "href", "status")
    if not isinstance(item["status"], Mapping) or set(item["status"]) != {"tag"}:
        raise Unsupported("status")
    status = item["status"]["tag"]
    quiet = "nhsuk-u-secondary-text-colour" in status.get("classes", "")
    return {
        "title": text_of(item["heading"]),
        "hint": text_of(item["hint"]) if "hint" in item else "",
        "href": item.get("href", ""),
        "status": status["text"],
        "tint": "pine" if status.get("colour") else "quiet" if quiet else "none",
    }


def warning_callout(given: Mapping[str, Any]) -> Params:
    only(given, "heading", "text", "html")
    heading = given["heading"]
    heading = {"text": heading} if isinstance(heading, str) else heading
    only(heading, "text", "level")
    return {
        "heading": heading["text"],
        "level": heading.get("level", 3),
        "text": given.get("text", ""),
        "body": given.get("html", ""),
    }


def skip_link(given: Mapping[str, Any]) -> Params:
    only(given, "text", "href")
    return dict(given)
