// The radar comes alive: Plotly's chart takes the place of the server's SVG, in the same box, with the same
// numbers. The SVG stays in the page, under the chart: it is what screen readers read, what is printed, and what
// remains when anything here fails. Looks hang on classes of the figure, so that the strict content policy holds.
//
//   oct-radar--offer   the button "Explore this chart" can be used
//   oct-radar--live    Plotly's chart is shown, with its own buttons
//
// The page gives the texts and hooks: data-radar on the figure, data-radar-box round the drawings,
// data-radar-explore, -simple, -download and -series on the controls, data-radar-status on the line for messages.

const WIDE_SCREEN = "(min-width: 40.0625em)";
const LIGHT_ON_DATA = "(prefers-reduced-data: reduce)";
const STYLE_LINK_ID = "plotly.js-style-global"; // with this in the page, Plotly injects no style of its own
const PICTURE_SCALE = 2;
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false };

const libraries = new Map();

for (const figure of document.querySelectorAll("[data-radar]")) prepare(figure);

function prepare(figure) {
  const radar = {
    figure,
    box: figure.querySelector("[data-radar-box]"),
    explore: figure.querySelector("[data-radar-explore]"),
    simple: figure.querySelector("[data-radar-simple]"),
    download: figure.querySelector("[data-radar-download]"),
    status: figure.querySelector("[data-radar-status]"),
    series: [...figure.querySelectorAll("[data-radar-series]")],
    stage: null,
    chart: null,
    isBusy: false,
  };

  radar.explore.addEventListener("click", () => explore(radar));
  radar.simple.addEventListener("click", () => showSimple(radar));
  radar.download.addEventListener("click", () => download(radar));
  for (const box of radar.series) box.addEventListener("change", () => redraw(radar));

  if (comesByItself()) whenIdle(() => explore(radar, { isAsked: false }));
  else offer(radar);
}

function comesByItself() {
  const saves = navigator.connection?.saveData || matchMedia(LIGHT_ON_DATA).matches;
  return matchMedia(WIDE_SCREEN).matches && !saves;
}

function whenIdle(act) {
  const idle = window.requestIdleCallback ?? ((later) => setTimeout(later, 300));
  const wait = () => idle(act, { timeout: 3000 });
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
}

async function explore(radar, { isAsked = true } = {}) {
  if (radar.isBusy) return;
  setBusy(radar, true);
  try {
    radar.chart ??= await load(radar.figure.dataset);
    radar.stage ??= addStage(radar);
    await draw(radar);
    showLive(radar, isAsked);
  } catch {
    offer(radar);
    if (isAsked) say(radar, radar.status.dataset.failed);
  } finally {
    setBusy(radar, false);
  }
}

function setBusy(radar, isBusy) {
  radar.isBusy = isBusy;
  radar.explore.setAttribute("aria-disabled", String(isBusy));
}

async function load({ figureUrl, plotlySrc, plotlyCss }) {
  const [chart] = await Promise.all([fetchChart(figureUrl), loadPlotly(plotlySrc, plotlyCss)]);
  return chart;
}

async function fetchChart(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

async function loadPlotly(src, css) {
  if (window.Plotly) return;
  const style = { id: STYLE_LINK_ID, className: "no-inline-styles", rel: "stylesheet", href: css };
  await loadOnce(css, () => addElement("link", style));
  await loadOnce(src, () => addElement("script", { src }));
}

// One element per address, however many radars the page has. After a failure the next try starts afresh.
function loadOnce(address, add) {
  if (!libraries.has(address)) {
    const loading = add();
    loading.catch(() => libraries.delete(address));
    libraries.set(address, loading);
  }
  return libraries.get(address);
}

function addElement(tag, properties) {
  const element = Object.assign(document.createElement(tag), properties);
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error(`${tag} did not load`));
    });
    document.head.append(element);
  });
}

function addStage(radar) {
  const stage = document.createElement("div");
  stage.className = "oct-radar__live";
  stage.setAttribute("aria-hidden", "true");
  radar.box.append(stage);
  new ResizeObserver(() => redraw(radar)).observe(radar.box);
  return stage;
}

async function draw(radar) {
  for (const trace of radar.chart.data) trace.visible = isVisible(radar, trace);
  await window.Plotly.react(radar.stage, radar.chart.data, layoutFor(radar), CONFIG);
}

function redraw(radar) {
  if (isLive(radar)) draw(radar).catch(() => showSimple(radar));
}

// What belongs to a series, its range too, names it in `meta`. The rest is the grid.
function isVisible(radar, trace) {
  const box = radar.series.find((each) => `series-${each.dataset.radarSeries}` === trace.meta);
  return !box || box.checked;
}

// The layout as the server made it, at the size of the box that the SVG fills.
function layoutFor({ box, chart }) {
  const layout = structuredClone(matchMedia(WIDE_SCREEN).matches ? chart.layout : chart.compactLayout);
  const scale = box.clientWidth / layout.width;
  for (const annotation of layout.annotations) annotation.font.size *= scale;
  return { ...layout, width: box.clientWidth, height: box.clientHeight };
}

function isLive({ figure }) {
  return figure.classList.contains("oct-radar--live");
}

function offer({ figure }) {
  figure.classList.add("oct-radar--offer");
  figure.classList.remove("oct-radar--live");
}

// Someone who pressed a button keeps the focus where the button's place is taken.
function showLive(radar, isAsked) {
  radar.figure.classList.add("oct-radar--live");
  radar.figure.classList.remove("oct-radar--offer");
  say(radar, "");
  if (isAsked) radar.simple.focus();
}

function showSimple(radar) {
  const hadFocus = document.activeElement === radar.simple;
  offer(radar);
  if (hadFocus) radar.explore.focus();
}

async function download(radar) {
  try {
    save(await picture(radar.chart), `${radar.figure.dataset.filename || "readiness-profile"}.png`);
    say(radar, "");
  } catch {
    say(radar, radar.status.dataset.failedDownload);
  }
}

// Plotly can make a PNG itself, but goes by a blob address that the content policy keeps out of images.
async function picture({ data, downloadLayout: layout }) {
  const { width, height } = layout;
  const image = new Image();
  image.src = await window.Plotly.toImage({ data, layout }, { format: "svg", width, height });
  await image.decode();
  const size = { width: width * PICTURE_SCALE, height: height * PICTURE_SCALE };
  const canvas = Object.assign(document.createElement("canvas"), size);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function say({ status }, message) {
  status.textContent = message;
}
