// Saves one text: in this browser at once, on the server when its author pauses.
import { fill } from "../dom.ts";
import { SIGNING_OUT } from "../forgetting.ts";
import { readStored, store } from "../stored.ts";
import { SignedOut } from "./sending.ts";
import { type Dated, say, timeOf } from "./settings.ts";

const LOCAL_PAUSE = 300;
const RETRY_PAUSE = 15_000;

/** A draft in this browser: the server's revision it was written on, and whether the server has not got it yet. */
export interface LocalDraft extends Dated {
  revision: number;
  dirty: boolean;
}

export interface Saved {
  revision: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** What somebody has saved meanwhile. */
export interface Newer extends Saved, Dated {}

export interface SavingOptions<Other extends Newer> {
  /** Under what this browser keeps the text. */
  key: string;
  revision: number;
  /** Milliseconds after the last key. */
  pause: number;
  content: () => string;
  /** Send the text, written on a revision. 409 answers with what somebody else has saved. `null`: it stays in this browser. */
  send: ((content: string, revision: number) => Promise<Response>) | null;
  readSaved: (answer: unknown) => Saved;
  readNewer: (answer: unknown) => Other;
  /** What the status line says of a text that the server turns down (422); the answer's JSON is given. */
  refusal: (answer: unknown) => string;
  onState: (text: string) => void;
  onSaved?: (saved: Saved) => void;
  /** Somebody saved another text meanwhile; saving rests until `keepMine` or `takeTheirs`. */
  onConflict: (newer: Other) => void;
}

export class Saving<Other extends Newer = Newer> {
  private revision: number;
  private dirty = false;
  private resting = false;
  private inFlight: Promise<void> | null = null;
  private localTimer: number | undefined;
  private serverTimer: number | undefined;

  constructor(private readonly options: SavingOptions<Other>) {
    this.revision = options.revision;
    addEventListener("pagehide", () => this.saveLocally());
    document.body.addEventListener(SIGNING_OUT, (event) => {
      if (this.dirty) (event as CustomEvent<Promise<unknown>[]>).detail.push(this.saveNow());
    });
    addEventListener("online", () => this.dirty && void this.saveNow());
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && void this.saveNow());
  }

  /** Whether the server has not got everything yet. */
  get isUnsaved(): boolean {
    return this.dirty || this.inFlight !== null;
  }

  /** Something was typed. */
  changed(): void {
    this.dirty = true;
    if (!this.resting && this.options.send) this.options.onState(say("saving"));
    clearTimeout(this.localTimer);
    this.localTimer = setTimeout(() => this.saveLocally(), LOCAL_PAUSE);
    this.saveAfter(this.options.pause);
  }

  /** Save on the server now; done when it has been tried. */
  async saveNow(): Promise<void> {
    clearTimeout(this.serverTimer);
    this.saveLocally();
    await this.inFlight;
    if (!this.dirty || this.resting || !this.options.send) return;
    this.inFlight = this.save(this.options.send);
    await this.inFlight;
    this.inFlight = null;
  }

  /** After a conflict: the text in the editor goes over the newer one. */
  keepMine(newer: Saved): void {
    this.resolve(newer);
    this.changed();
    void this.saveNow();
  }

  /** After a conflict: the newer text stands in the editor now. */
  takeTheirs(newer: Newer): void {
    this.resolve(newer);
    this.dirty = false;
    clearTimeout(this.serverTimer);
    clearTimeout(this.localTimer);
    this.keep(newer.content, newer.at);
    this.sayAllSaved(newer.at);
  }

  /** Somebody has saved another text, which was learnt otherwise: rest until it is decided. */
  rest(): void {
    this.dirty = true;
    this.resting = true;
    this.options.onState(say("conflict"));
  }

  private resolve(newer: Saved): void {
    this.resting = false;
    this.revision = newer.revision;
  }

  private saveAfter(pause: number): void {
    clearTimeout(this.serverTimer);
    this.serverTimer = setTimeout(() => void this.saveNow(), pause);
  }

  private saveLocally(): void {
    clearTimeout(this.localTimer);
    if (this.dirty && !this.keep(this.options.content(), Date.now())) this.options.onState(say("unsaved"));
  }

  private keep(content: string, at: number): boolean {
    const draft: LocalDraft = { content, at, revision: this.revision, dirty: this.dirty };
    return store(this.options.key, draft);
  }

  private async save(send: NonNullable<SavingOptions<Other>["send"]>): Promise<void> {
    this.options.onState(say("saving"));
    const content = this.options.content();
    this.dirty = false;
    try {
      const response = await send(content, this.revision);
      if (response.ok) return this.onSaved(content, this.options.readSaved(await response.json()));
      this.dirty = true;
      if (response.status === 409) return this.onStale(this.options.readNewer(await response.json()));
      this.options.onState(response.status === 422 ? this.options.refusal(await response.json()) : say("savedHere"));
      if (response.status >= 500) this.saveAfter(RETRY_PAUSE);
      if (response.status === 429) this.saveAfter(1000 * Number(response.headers.get("Retry-After")) || RETRY_PAUSE);
    } catch (error) {
      this.dirty = true;
      this.options.onState(say(error instanceof SignedOut ? "savedHereSignedOut" : "savedHere"));
      this.saveAfter(RETRY_PAUSE);
    }
  }

  private onSaved(content: string, saved: Saved): void {
    this.revision = saved.revision;
    this.options.onSaved?.(saved);
    if (this.dirty) return;
    this.keep(content, saved.at);
    this.sayAllSaved(saved.at);
  }

  private onStale(newer: Other): void {
    this.resting = true;
    this.options.onState(say("conflict"));
    this.options.onConflict(newer);
  }

  private sayAllSaved(at: number): void {
    this.options.onState(fill(say("saved"), { time: timeOf(at) }));
  }
}

/** The draft that this browser keeps under a name; `null` when there is none. */
export function localDraft(key: string): LocalDraft | null {
  return readStored<LocalDraft>(key);
}
