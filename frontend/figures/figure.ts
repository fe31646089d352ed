// What all kinds of figures share: a state with its controls, a stage, words that say what it shows.
import { type TemplateResult, html, nothing } from "lit-html";
import { button, checkbox, segments, select, slider } from "./controls.ts";
import { Player } from "./player.ts";
import { type NumberField, type State, fieldsOf } from "./state.ts";

/** The words of a figure in both languages; TypeScript sees to it that none is missing in one of them. */
export type Words<T> = { en: T; ko: T };

export interface SharedText {
  reset: string;
  play: string;
  pause: string;
  step: string;
  copyLink: string;
  copied: string;
}

export const SHARED: Words<SharedText> = {
  en: { reset: "Start over", play: "Play", pause: "Pause", step: "Step", copyLink: "Copy a link to this state", copied: "Copied" },
  ko: { reset: "처음으로", play: "재생", pause: "멈춤", step: "한 단계", copyLink: "이 상태의 링크 복사", copied: "복사했습니다" },
};

/** What a figure needs of the element that it lives in. */
export interface Host {
  /** The page's language. */
  language: "en" | "ko";
  /** The width of the stage in pixels. */
  width: number;
  /** Names of controls that the author hides. */
  hidden: ReadonlySet<string>;
  /** A name for this figure that no other on the page has, for ids. */
  id: string;
  element: HTMLElement;
  /** Draw again soon. Calls before the next frame are one. */
  draw(): void;
  /** The state has changed: draw, and when it has settled say it aloud and write it to the address. */
  changed(): void;
}

export type FigureClass = new (host: Host, state: State) => Figure<object>;

/**
 * One figure. `S` is its state as `kinds.json` declares it. A kind has `text`, and implements `view` and `describe`; where time
 * passes also `tick`.
 */
export abstract class Figure<S extends object> {
  readonly player: Player;
  readonly state: S;
  private readonly first: S;

  constructor(protected readonly host: Host, state: State) {
    this.state = { ...state } as S;
    this.first = { ...state } as S;
    this.player = new Player(host.element, (frames) => {
      this.tick(frames);
      host.changed();
    });
    this.prepare(new Set(Object.keys(state)));
  }

  /** The kind's words in the page's language; `title` names the figure for those who do not see it. */
  protected abstract readonly text: { title: string };

  get title(): string {
    return this.text.title;
  }

  /** The picture, `this.host.width` pixels wide. */
  abstract view(): TemplateResult;

  /** One or two sentences that say what the picture shows in this state. */
  abstract describe(): string;

  /** The controls below the picture. */
  controls(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** Work out what follows from the state; `names` says what has changed. Called before the first drawing, too. */
  protected prepare(_names: ReadonlySet<string>): void {}

  /** Let time pass by as many frames while the player plays; a step is one frame. */
  tick(_frames: number): void {}

  /** Change a part of the state. */
  set(change: Partial<S>): void {
    Object.assign(this.state, change);
    this.prepare(new Set(Object.keys(change)));
    this.host.changed();
  }

  /** Back to the author's state. A kind that keeps more than its state puts that back in `prepare`. */
  reset(): void {
    this.player.pause();
    this.set({ ...this.first });
  }

  /** Stop what runs. */
  stop(): void {
    this.player.pause();
  }

  protected words<T>(words: Words<T>): T {
    return words[this.host.language];
  }

  protected isHidden(name: string): boolean {
    return this.host.hidden.has(name);
  }

  /** A slider for a number of the state, with its range from `kinds.json`. */
  protected slider(name: keyof S & string, label: string, format?: (value: number) => string): TemplateResult | typeof nothing {
    if (this.isHidden(name)) return nothing;
    const field = fieldsOf(this.kind)?.[name] as NumberField;
    const value = this.state[name] as number;
    return slider({ label, value, field, ...(format ? { format } : {}), onInput: (next) => this.set({ [name]: next } as Partial<S>) });
  }

  /** A switch for a flag of the state. */
  protected checkbox(name: keyof S & string, label: string): TemplateResult | typeof nothing {
    if (this.isHidden(name)) return nothing;
    return checkbox({ label, value: this.state[name] as boolean, onInput: (next) => this.set({ [name]: next } as Partial<S>) });
  }

  /** A list to choose one of; few short ones stand side by side. `labels` gives each choice its words. */
  protected choice(name: keyof S & string, label: string, labels: Record<string, string>): TemplateResult | typeof nothing {
    if (this.isHidden(name)) return nothing;
    const value = this.state[name] as string;
    const onInput = (next: string): void => this.set({ [name]: next } as Partial<S>);
    const few = Object.keys(labels).length <= 4 && Object.values(labels).join("").length <= 36;
    return (few ? segments : select)({ label, value, labels, onInput, id: `${this.host.id}-${name}` });
  }

  /** Play and step. Starting over stands below every figure. */
  protected playerControls(): TemplateResult {
    const text = this.words(SHARED);
    const { player } = this;
    const toggle = (): void => (player.isPlaying ? player.pause() : player.play());
    return html`<div class="figure-player">
      ${this.isHidden("play") ? nothing : button({ label: player.isPlaying ? text.pause : text.play, onClick: () => (toggle(), this.host.draw()), primary: true })}
      ${this.isHidden("step") ? nothing : button({ label: text.step, onClick: () => player.step() })}
    </div>`;
  }

  private get kind(): string {
    return this.host.element.getAttribute("kind") ?? "";
  }
}
