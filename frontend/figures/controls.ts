// Labelled controls of figures, all native elements, so that a keyboard and a screen reader work them as they know.
import { type TemplateResult, html } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { numberText } from "./math/numbers.ts";
import type { NumberField } from "./state.ts";

interface Control<T> {
  label: string;
  value: T;
  onInput: (value: T) => void;
}

/** How many digits behind the point a step of this size needs. */
function digitsOf(step: number): number {
  return Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
}

/** A slider with its value beside it. */
export function slider(control: Control<number> & { field: NumberField; format?: (value: number) => string }): TemplateResult {
  const { field, label, value, onInput } = control;
  const shown = (control.format ?? ((one) => numberText(one, digitsOf(field.step))))(value);
  return html`<label class="figure-slider">
    <span class="figure-label">${label}</span>
    <span class="figure-value">${shown}</span>
    <input
      type="range"
      aria-label=${label}
      min=${field.min}
      max=${field.max}
      step=${field.step}
      aria-valuetext=${shown}
      .value=${live(String(value))}
      @input=${(event: InputEvent) => onInput(Number((event.target as HTMLInputElement).value))}
    />
  </label>`;
}

/** A box to tick. */
export function checkbox({ label, value, onInput }: Control<boolean>): TemplateResult {
  const changed = (event: Event): void => onInput((event.target as HTMLInputElement).checked);
  return html`<label class="figure-check"><input type="checkbox" .checked=${live(value)} @change=${changed} /><span>${label}</span></label>`;
}

type Choice = Control<string> & { labels: Record<string, string>; id: string };

/** A list that opens. */
export function select({ label, value, labels, onInput }: Choice): TemplateResult {
  const changed = (event: Event): void => onInput((event.target as HTMLSelectElement).value);
  const options = Object.entries(labels).map(
    ([name, words]) => html`<option value=${name} ?selected=${name === value}>${words}</option>`,
  );
  return html`<label class="figure-select"><span class="figure-label">${label}</span><select class="form-select form-select-sm" .value=${live(value)} @change=${changed}>${options}</select></label>`;
}

/** A few choices side by side. */
export function segments({ label, value, labels, onInput, id }: Choice): TemplateResult {
  const one = (name: string, words: string): TemplateResult =>
    html`<label><input type="radio" name=${id} value=${name} .checked=${live(name === value)} @change=${() => onInput(name)} /><span>${words}</span></label>`;
  return html`<fieldset class="figure-segments"><legend class="figure-label">${label}</legend><div>${Object.entries(labels).map(([name, words]) => one(name, words))}</div></fieldset>`;
}

/** A button. */
export function button(options: { label: string; onClick: () => void; primary?: boolean; disabled?: boolean }): TemplateResult {
  const css = `btn btn-sm ${options.primary ? "btn-primary" : "btn-quiet"}`;
  return html`<button type="button" class=${css} ?disabled=${options.disabled ?? false} @click=${options.onClick}>${options.label}</button>`;
}
