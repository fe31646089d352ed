// What stands beside a neuron's plane: the rows with their sums, the last step of the learning rule, and how the epochs went.
import { type TemplateResult, html, nothing } from "lit-html";
import { type Lesson, type Neuron, type Row, errorsByEpoch, output, rightAnswers, weightedSum } from "../math/neuron.ts";
import { numberText } from "../math/numbers.ts";
import { table } from "../table.ts";
import type { Text } from "./neuron_words.ts";

const MOST_ROWS = 4;
const EPOCHS_SHOWN = 12;

/** A neuron with the rows that it answers and the steps of the rule that led to it. */
export interface Learning {
  text: Text;
  rows: readonly Row[];
  neuron: Neuron;
  taken: readonly Lesson[];
  rate: number;
}

/** How many rows are right, and each of them where they are few. */
export function answers(learning: Learning): TemplateResult {
  const { text, rows, neuron } = learning;
  const columns = ["x₁", "x₂", "z", text.says, text.label, ""];
  const isShort = rows.length <= MOST_ROWS;
  return html`<div class="figure-panel">
    ${isShort ? table(columns, rows.map((row, index) => answer(learning, row, index))) : nothing}
    <p class="figure-score">${text.score(rightAnswers(neuron, rows), rows.length)}${isShort ? nothing : key(text)}</p>
  </div>`;
}

/** The last step of the rule, in words and numbers. */
export function explanation(learning: Learning): TemplateResult {
  const { text, taken } = learning;
  const last = taken.at(-1);
  return html`<div class="figure-panel figure-rule">
    ${last ? explained(learning, last) : html`<p class="figure-heading">${text.ruleTitle}</p><p>${text.notBegun}</p>`}
  </div>`;
}

/** The errors of each epoch, and what comes of them. */
export function progress({ text, rows, taken }: Learning, outcome: string): TemplateResult {
  const epochs = errorsByEpoch(taken, rows);
  const hasEnded = taken.length % rows.length === 0;
  const shown = epochs.map((errors, index) => {
    const isClean = errors === 0 && (hasEnded || index < epochs.length - 1);
    return html`<b class=${isClean ? "is-right" : ""}>${errors}</b>`;
  });
  return html`<div class="figure-panel figure-progress">
    <p class="figure-counts">
      <span>${text.errors}</span>${shown.length > EPOCHS_SHOWN ? "…" : nothing}${shown.length ? shown.slice(-EPOCHS_SHOWN) : "–"}
    </p>
    ${outcome ? html`<p class="figure-outcome">${outcome}</p>` : nothing}
  </div>`;
}

function answer({ text, neuron, taken }: Learning, row: Row, index: number): TemplateResult {
  const says = output(neuron, row);
  const isRight = says === row.label;
  return html`<tr class=${taken.at(-1)?.row === index ? "is-current" : ""}>
    <td>${row.x1}</td>
    <td>${row.x2}</td>
    <td>${numberText(weightedSum(neuron, row))}</td>
    <td>${says}</td>
    <td>${mark(row.label)}${row.label}</td>
    <td class=${isRight ? "is-right" : "is-wrong"}>
      <span aria-hidden="true">${isRight ? "✓" : "✗"}</span><span class="visually-hidden">${isRight ? text.right : text.wrong}</span>
    </td>
  </tr>`;
}

function explained(learning: Learning, last: Lesson): TemplateResult {
  const { text, rows, taken } = learning;
  const row = rows[last.row] as Row;
  const { before, error, prediction, sum } = last;
  const verdict = error === 0 ? text.unchanged : error > 0 ? text.added : text.subtracted;
  const [first, second] = [`${factor(before.w1)} · ${factor(row.x1)}`, `${factor(before.w2)} · ${factor(row.x2)}`];
  return html`<p class="figure-heading">${text.stepTitle(taken.length, last.epoch, pair(row.x1, row.x2))}</p>
    <p class="figure-sum">z = ${first} + ${second} + ${factor(before.b)} = ${numberText(sum)}</p>
    <p class="figure-sum">
      ${text.prediction} ${prediction} · ${text.label} ${row.label} · ${text.error} ${row.label} − ${prediction} = <b>${numberText(error)}</b>
    </p>
    <p>${verdict}</p>
    ${error === 0 ? nothing : changed(learning, last, row)}`;
}

function changed({ rate }: Learning, { change, error }: Lesson, row: Row): TemplateResult {
  const step = `${numberText(rate)} · ${factor(error)}`;
  return html`<p class="figure-sum">
    Δw = ${step} · ${pair(row.x1, row.x2)} = <b>${pair(change.w1, change.w2)}</b><br />Δb = ${step} = <b>${numberText(change.b)}</b>
  </p>`;
}

function key(text: Text): TemplateResult {
  return html` · ${mark(0)}${text.label} 0 · ${mark(1)}${text.label} 1`;
}

/** The mark of a label as it stands in the plane. */
function mark(label: 0 | 1): TemplateResult {
  return html`<span class="figure-mark series-${label} ${label ? "is-square" : ""}"></span>`;
}

function pair(first: number, second: number): string {
  return `(${numberText(first)}, ${numberText(second)})`;
}

/** A number as it stands in the middle of a sum or product. */
function factor(value: number): string {
  return value < 0 ? `(${numberText(value)})` : numberText(value);
}
