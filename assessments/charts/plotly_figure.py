"""The same radar for Plotly: hover, series that can be switched off, a picture to take away.

Made only for the address that the browser asks once the page has been drawn. Plotly's Python package checks
it, and is imported there and not at start-up.
"""

import json
from typing import cast

from assessments.charts.plotly_layouts import compact_layout, download_layout, wide_layout
from assessments.charts.plotly_traces import JsonObject, traces
from assessments.charts.radar_spec import RadarSpec


def radar_figure(spec: RadarSpec) -> JsonObject:
    """Checked by Plotly: what it does not know raises ValueError here, not in someone's browser."""
    return _checked({"data": traces(spec), "layout": wide_layout(spec)})


def radar_figure_json(spec: RadarSpec) -> str:
    """The figure with two more layouts: numbered for phones, and with title, key and note for a picture."""
    figure = radar_figure(spec)
    figure["compactLayout"] = _checked({"layout": compact_layout(spec)})["layout"]
    figure["downloadLayout"] = _checked({"layout": download_layout(spec)})["layout"]
    return json.dumps(figure, separators=(",", ":"), ensure_ascii=False)


def _checked(figure: JsonObject) -> JsonObject:
    import plotly.graph_objects as go  # heavy, and needed nowhere else

    checked = cast(JsonObject, go.Figure(figure).to_plotly_json())
    cast(JsonObject, checked["layout"]).pop("template")
    return checked
