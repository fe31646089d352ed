// A small table of numbers beside a figure.
import { type TemplateResult, html, nothing } from "lit-html";

/** A table with named columns; the rows are `<tr>`. A column without a name has an empty cell for a head. */
export function table(columns: readonly string[], rows: readonly TemplateResult[]): TemplateResult {
  const heads = columns.map((name) => (name ? html`<th scope="col">${name}</th>` : html`<td></td>`));
  return html`<table class="figure-values">
    <thead>
      <tr>${heads}</tr>
    </thead>
    <tbody>${rows}</tbody>
  </table>`;
}

/** A row that starts with its name beside samples of the lines, by class, that stand for it. */
export function lineRow(keys: readonly string[], name: string, cells: readonly (string | TemplateResult)[]): TemplateResult {
  const [first, ...others] = keys.map((css) => html`<span class="figure-key ${css}"></span>`);
  return html`<tr>
    <th scope="row">${first ?? nothing}${name} ${others}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}
