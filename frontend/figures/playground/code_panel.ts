// The present network's Keras code, to copy or to send to the editor of an exercise.
import { type TemplateResult, html, nothing } from "lit-html";
import { sendCode } from "../../src/shared/sent_code.ts";
import { button, select } from "../controls.ts";
import type { Host } from "../figure.ts";
import { type Target, exercisesOfPage } from "./targets.ts";
import type { Text } from "./text.ts";

const COPIED_MILLISECONDS = 1500;

export class CodePanel {
  private isOpen = false;
  private isCopied = false;
  private shown = "";
  private target = "";

  /** `write` writes the program of the network as it is now. */
  constructor(private readonly host: Host, private readonly text: Text, private readonly write: () => string) {}

  /** The panel. While the network trains, the program in it stands still, so that it can be read and selected. */
  view(isTraining: boolean): TemplateResult {
    const toggled = (event: Event): void => ((this.isOpen = (event.target as HTMLDetailsElement).open), this.host.draw());
    return html`<details class="pg-code" @toggle=${toggled}><summary>${this.text.code}</summary>${this.isOpen ? this.body(isTraining) : nothing}</details>`;
  }

  private body(isTraining: boolean): TemplateResult {
    if (!isTraining || !this.shown) this.shown = this.write();
    return html`<pre tabindex="0"><code>${this.shown}</code></pre>
      <div class="pg-code-row">${button({ label: this.isCopied ? this.text.copied : this.text.copy, onClick: () => void this.copy() })}${this.sender()}</div>`;
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.write());
    this.isCopied = true;
    this.host.draw();
    setTimeout(() => ((this.isCopied = false), this.host.draw()), COPIED_MILLISECONDS);
  }

  private sender(): TemplateResult | typeof nothing {
    const targets = exercisesOfPage();
    const [first] = targets;
    if (!first) return nothing;
    const chosen = targets.find(({ address }) => address === this.target) ?? first;
    const send = (): void => sendCode(this.write(), this.text.codeTitle, chosen.address);
    return html`${targets.length > 1 ? this.targetSelect(targets, chosen) : nothing}${button({ label: this.text.send, onClick: send, primary: true })}`;
  }

  private targetSelect(targets: readonly Target[], chosen: Target): TemplateResult {
    const labels = Object.fromEntries(targets.map(({ address, title }) => [address, title]));
    const onInput = (address: string): void => ((this.target = address), this.host.draw());
    return select({ label: this.text.exercise, value: chosen.address, labels, onInput, id: `${this.host.id}-exercise` });
  }
}
