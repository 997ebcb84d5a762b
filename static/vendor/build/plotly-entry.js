// Plotly with the one kind of trace a radar is made of. `core` brings lines and markers with it.
import Plotly from "plotly.js/lib/core";
import scatterpolar from "plotly.js/lib/scatterpolar";

Plotly.register(scatterpolar);

export default Plotly;
