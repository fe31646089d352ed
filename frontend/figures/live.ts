// A figure that has come to life: draws it, follows its width and the theme, says its words, keeps its state in the address.
import { html, nothing, render } from "lit-html";
import { type Figure, type FigureClass, type Host, SHARED } from "./figure.ts";
import { type State, defaults, fieldsOf, read, write } from "./state.ts";

const SETTLED_MILLISECONDS = 400;
const COPIED_MILLISECONDS = 1500;
const classes = new Map<string, FigureClass>();

/** Make a kind of figure known. */
export function define(kind: string, figure: FigureClass): void {
  classes.set(kind, figure);
}

export class Live implements Host {
  readonly language = document.documentElement.lang.startsWith("ko") ? "ko" : "en";
  readonly hidden: ReadonlySet<string>;
  readonly id: string;
  width: number;
  private readonly figure: Figure<object>;
  private readonly watches: { disconnect(): void }[];
  private frame = 0;
  private settling = 0;
  private said = "";
  private copied = false;

  /** Bring an element to life; `null` when its kind is not known here. */
  static start(element: HTMLElement): Live | null {
    const kind = element.getAttribute("kind") ?? "";
    const figureClass = classes.get(kind);
    return figureClass ? new Live(element, kind, figureClass) : null;
  }

  private constructor(readonly element: HTMLElement, private readonly kind: string, figureClass: FigureClass) {
    this.id = element.id;
    this.hidden = new Set((element.getAttribute("hide") ?? "").split(/[\s,]+/).filter(Boolean));
    this.width = Math.floor(element.clientWidth);
    const asked = new URLSearchParams(location.search).get(this.id) ?? "";
    this.figure = new figureClass(this, this.authored);
    if (asked) this.figure.set(read(this.fields, asked, this.authored));
    this.said = this.figure.describe();
    element.replaceChildren();
    this.render();
    this.watches = [this.watchWidth(), this.watchTheme()];
  }

  draw(): void {
    this.frame ||= requestAnimationFrame(() => this.render());
  }

  changed(): void {
    this.draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED_MILLISECONDS);
  }

  stop(): void {
    this.figure.stop();
    for (const watch of this.watches) watch.disconnect();
  }

  private get fields(): NonNullable<ReturnType<typeof fieldsOf>> {
    return fieldsOf(this.kind) ?? {};
  }

  /** The state that the author wrote. */
  private get authored(): State {
    return read(this.fields, this.element.getAttribute("state") ?? "", defaults(this.fields));
  }

  private render(): void {
    this.frame = 0;
    const { figure } = this;
    const text = SHARED[this.language];
    render(
      html`<div class="figure-live" role="group" aria-label=${figure.title}>
        <div class="figure-stage">${figure.view()}</div>
        <p class="figure-words" aria-hidden="true">${figure.describe()}</p>
        <p class="visually-hidden" aria-live="polite">${this.said}</p>
        <div class="figure-controls">${figure.controls()}</div>
        <div class="figure-foot">
          ${this.hidden.has("reset") ? nothing : html`<button type="button" class="figure-link" @click=${() => figure.reset()}>${text.reset}</button>`}
          <button type="button" class="figure-link" @click=${() => void this.copyLink()}>${this.copied ? text.copied : text.copyLink}</button>
        </div>
      </div>`,
      this.element,
    );
  }

  private settle(): void {
    this.said = this.figure.describe();
    history.replaceState(history.state, "", this.address());
    this.draw();
  }

  /** The page's address with this figure's state in it: colons and semicolons stay as they are, for people to read. */
  private address(): string {
    const others = location.search.slice(1).split("&").filter((part) => part && !part.startsWith(`${this.id}=`));
    const state = write(this.fields, this.figure.state as State, this.authored);
    const query = state ? [...others, `${this.id}=${state}`] : others;
    return `${location.pathname}${query.length ? `?${query.join("&")}` : ""}${location.hash}`;
  }

  private async copyLink(): Promise<void> {
    const [page] = this.address().split("#");
    await navigator.clipboard.writeText(`${location.origin}${page}#${this.id}`);
    this.copied = true;
    this.draw();
    setTimeout(() => ((this.copied = false), this.draw()), COPIED_MILLISECONDS);
  }

  private watchWidth(): ResizeObserver {
    const watch = new ResizeObserver(() => {
      const width = Math.floor(this.element.clientWidth);
      if (width === this.width || width === 0) return;
      this.width = width;
      this.draw();
    });
    watch.observe(this.element);
    return watch;
  }

  /** What is drawn on a canvas takes its colors from the theme. */
  private watchTheme(): MutationObserver {
    const watch = new MutationObserver(() => this.draw());
    watch.observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    return watch;
  }
}
