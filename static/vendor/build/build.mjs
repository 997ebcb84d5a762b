// Rebuilds static/vendor and tests/vendor from the packages in package-lock.json, byte for byte.
// Run `python3 dev.py vendor`, or `npm ci && node build.mjs` in this folder. A copy of this folder
// elsewhere works too, given the repository's path: node build.mjs PATH.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

import esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(process.argv[2] ?? path.join(here, "../../.."));
const packages = path.join(here, "node_modules");
const require = createRequire(import.meta.url);

const NHSUK = "static/vendor/nhsuk";
const PLOTLY = "static/vendor/plotly";
const TESTS = "tests/vendor";
const CASES = "tests/templates/fixtures";

// The pictures that the compiled style sheet points to: the sort arrows and the search field's cross.
const NHSUK_IMAGES = ["arrow-down", "arrow-up", "arrow-up-down", "cross"].map(
  (name) => `nhsuk-icon-${name}.svg`,
);

// Parts that plotly.js registers whether or not a chart uses them. A radar has no sliders and no time
// axis; leaving these out keeps the bundle within its budget of 400 kB compressed.
const PLOTLY_UNUSED = /^\.\/components\/(images|rangeselector|rangeslider|sliders|updatemenus)$/;

const REFERENCE_CASES = require("./reference-cases.json");

const leaveOutUnused = {
  name: "leave-out-unused",
  setup(build) {
    build.onResolve({ filter: PLOTLY_UNUSED }, ({ path: part, importer }) =>
      importer.endsWith(path.join("src", "core.js")) ? { path: part, namespace: "unused" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "unused" }, ({ path: part }) => ({
      contents: `module.exports = { moduleType: "component", name: "unused:${path.basename(part)}" };`,
    }));
  },
};

async function write(file, contents) {
  const target = path.join(repository, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, contents);
}

async function copy(from, file) {
  const target = path.join(repository, file);
  await mkdir(path.dirname(target), { recursive: true });
  await copyFile(path.join(packages, from), target);
}

function licenceComment(name) {
  const { version, license } = require(path.join(packages, name, "package.json"));
  return `/*! ${name} ${version}, ${license}. See LICENCE.txt beside this file. */\n`;
}

async function buildNhsuk() {
  const compiled = await sass.compileAsync(path.join(here, "theme.scss"), {
    loadPaths: [packages],
    charset: false,
  });
  const styles = await esbuild.transform(compiled.css, { loader: "css", minify: true, charset: "ascii" });
  const script = await esbuild.build({
    entryPoints: [path.join(here, "nhsuk-entry.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    write: false,
  });

  await write(`${NHSUK}/nhsuk.min.css`, licenceComment("nhsuk-frontend") + styles.code);
  await write(`${NHSUK}/nhsuk.min.js`, licenceComment("nhsuk-frontend") + script.outputFiles[0].text);
  for (const image of NHSUK_IMAGES) {
    await copy(`nhsuk-frontend/dist/nhsuk/assets/images/${image}`, `${NHSUK}/images/${image}`);
  }
}

async function buildPlotly() {
  const script = await esbuild.build({
    entryPoints: [path.join(here, "plotly-entry.js")],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "Plotly",
    footer: { js: "Plotly=Plotly.default;" },
    target: "es2020",
    legalComments: "none",
    define: { global: "window", "define.amd": "false" },
    loader: { ".css": "empty" }, // the style sheet of maps, which this bundle does not draw
    plugins: [leaveOutUnused],
    write: false,
  });

  await write(`${PLOTLY}/plotly-octant.min.js`, licenceComment("plotly.js") + script.outputFiles[0].text);
  await copy("plotly.js/dist/plotly.css", `${PLOTLY}/plotly.css`);
  await copy("plotly.js/LICENSE", `${PLOTLY}/LICENCE.txt`);
}

// The reference cases that tests/templates compares our macros with: those whose parameters our macros have.
async function copyReferenceCases() {
  for (const [component, names] of Object.entries(REFERENCE_CASES)) {
    const { fixtures } = require(`nhsuk-frontend/dist/nhsuk/components/${component}/fixtures.json`);
    const cases = fixtures
      .filter(({ name }) => names.includes(name))
      .map(({ name, context, callBlock, html }) => ({ name, context, callBlock, html }));
    await write(`${CASES}/${component}.json`, `${JSON.stringify(cases, null, 1)}\n`);
  }
  await write(`${CASES}/LICENCE.txt`, await readFile(path.join(repository, NHSUK, "LICENCE.txt")));
}

async function copyAxe() {
  await copy("axe-core/axe.min.js", `${TESTS}/axe.min.js`);
  await copy("axe-core/LICENSE", `${TESTS}/LICENCE.txt`);
  await copy("axe-core/LICENSE-3RD-PARTY.txt", `${TESTS}/LICENCE-3RD-PARTY.txt`);
}

// Which package each file comes from. nhsuk-frontend ships no licence file: LICENCE.txt there is ours to keep.
const inFolder = (folder, names) => names.map((name) => `${folder}/${name}`);

const FILES = {
  "nhsuk-frontend": [
    ...inFolder(NHSUK, ["LICENCE.txt", "nhsuk.min.css", "nhsuk.min.js"]),
    ...inFolder(`${NHSUK}/images`, NHSUK_IMAGES),
    ...inFolder(CASES, [
      "LICENCE.txt",
      ...Object.keys(REFERENCE_CASES).map((component) => `${component}.json`),
    ]),
  ],
  "plotly.js": inFolder(PLOTLY, ["LICENCE.txt", "plotly-octant.min.js", "plotly.css"]),
  "axe-core": inFolder(TESTS, ["LICENCE.txt", "LICENCE-3RD-PARTY.txt", "axe.min.js"]),
};

async function describe(file) {
  const contents = await readFile(path.join(repository, file));
  return {
    file,
    bytes: contents.length,
    sha384: createHash("sha384").update(contents).digest("base64"),
  };
}

async function writeManifest() {
  const entries = [];
  for (const [name, files] of Object.entries(FILES)) {
    const { version, license } = require(path.join(packages, name, "package.json"));
    entries.push({ name, version, licence: license, files: await Promise.all(files.map(describe)) });
  }
  await write("static/vendor/MANIFEST.json", `${JSON.stringify(entries, null, 2)}\n`);
}

await buildNhsuk();
await buildPlotly();
await copyAxe();
await copyReferenceCases();
await writeManifest();
