// Builds src/ into static/backpass/, which is committed so that running the site needs no Node.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as esbuild from "esbuild";

const out = "static/backpass";
const scripts = ["theme", "site", "math", "workbench", "grading", "outline", "authoring", "gradebook"];
const styles = ["site", "math", "teaching", "authoring"];
const icons = [
  "alarm", "arrow-left", "arrow-right", "arrow-counterclockwise", "calendar-event", "check2", "check-circle-fill", "chevron-down", "circle",
  "circle-half", "clock", "cloud-upload", "cpu", "dash-circle-fill", "diagram-3", "download", "envelope", "exclamation-triangle-fill",
  "eye-slash", "file-earmark-code", "graph-up", "info-circle-fill", "journal-code", "journal-text", "lightbulb", "list-ul", "moon-stars",
  "box-arrow-right", "pencil-square", "people", "person", "play-fill", "search", "send-fill", "stop-fill", "sun", "table", "translate", "x-circle-fill",
  "arrow-down", "arrow-repeat", "arrow-up", "card-text", "code-slash", "dash-lg", "file-diff", "folder2-open",
  "grip-vertical", "hourglass-split", "image", "key-fill", "keyboard", "shield-lock", "link-45deg", "lock-fill", "pause-fill", "pencil",
  "activity", "pencil-fill", "plus-lg", "sliders", "trash3", "unlock-fill", "x-lg",
];

/** Write the few icons in use as one sprite of symbols. */
function writeSprite() {
  const symbols = icons.map((name) => {
    const svg = readFileSync(`node_modules/bootstrap-icons/icons/${name}.svg`, "utf8");
    const body = svg.replace(/<svg[^>]*>/, "").replace("</svg>", "").trim();
    return `<symbol id="${name}" viewBox="0 0 16 16">${body}</symbol>`;
  });
  writeFileSync(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
}

/** Write a digest of all that the built files come from; a test compares it, so that none is forgotten. */
function writeDigest() {
  const folders = ["src", "figures"];
  const entries = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  const sources = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  const paths = ["../courses/figures/kinds.json", "build.mjs", "package-lock.json", ...sources].sort();
  const digest = createHash("sha256");
  for (const path of paths) digest.update(`${path}\n`).update(readFileSync(path));
  writeFileSync(`${out}/sources.sha256`, `${digest.digest("hex")}\n`);
}

const options = {
  entryPoints: [
    ...scripts.map((name) => ({ in: `src/${name}.ts`, out: name })),
    ...styles.map((name) => ({ in: `src/styles/${name}.css`, out: name })),
    { in: "figures/main.ts", out: "figures" },
    { in: "figures/figures.css", out: "figures" },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  loader: { ".woff2": "file", ".woff": "empty", ".ttf": "empty" },
  assetNames: "fonts/[name]",
  logLevel: "info",
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeSprite();
if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
  writeDigest();
}
writeFileSync(
  `${out}/favicon.svg`,
  readFileSync("src/favicon.svg", "utf8"),
);
