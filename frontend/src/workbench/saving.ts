// Saves one format's text: in this browser at once, on the server when the student pauses.
import { fill } from "../shared/dom.ts";
import { readStored, store } from "../shared/stored.ts";
import { SignedOut, post } from "./sending.ts";
import { type Dated, type Format, say, settings, timeOf } from "./settings.ts";

const LOCAL_PAUSE = 300;
const SERVER_PAUSE = 2000;
const RETRY_PAUSE = 15_000;

/** A draft in this browser: the server's revision it was written on, and whether the server has not got it yet. */
export interface LocalDraft extends Dated {
  revision: number;
  dirty: boolean;
}

interface Saved {
  revision: number;
  at: number;
}

export interface Newer extends Saved, Dated {}

export interface SavingOptions {
  format: Format;
  revision: number;
  content: () => string;
  /** What the status line says. */
  onState: (text: string) => void;
  /** Somebody saved another text meanwhile; saving rests until `keepMine` or `takeTheirs`. */
  onConflict: (newer: Newer) => void;
}

export class Saving {
  private revision: number;
  private dirty = false;
  private resting = false;
  private inFlight: Promise<void> | null = null;
  private localTimer: number | undefined;
  private serverTimer: number | undefined;

  constructor(private readonly options: SavingOptions) {
    this.revision = options.revision;
    addEventListener("pagehide", () => this.saveLocally());
    addEventListener("online", () => this.dirty && void this.saveNow());
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && void this.saveNow());
  }

  /** Something was typed. */
  changed(): void {
    this.dirty = true;
    if (!this.resting && settings.urls.draft) this.options.onState(say("saving"));
    clearTimeout(this.localTimer);
    this.localTimer = setTimeout(() => this.saveLocally(), LOCAL_PAUSE);
    this.saveAfter(SERVER_PAUSE);
  }

  /** Save on the server now; done when it has been tried. */
  async saveNow(): Promise<void> {
    clearTimeout(this.serverTimer);
    this.saveLocally();
    await this.inFlight;
    if (!this.dirty || this.resting || !settings.urls.draft) return;
    this.inFlight = this.save();
    await this.inFlight;
    this.inFlight = null;
  }

  /** After a conflict: the text in the editor goes over the newer one. */
  keepMine(newer: Newer): void {
    this.resolve(newer);
    this.changed();
    void this.saveNow();
  }

  /** After a conflict: the newer text stands in the editor now. */
  takeTheirs(newer: Newer): void {
    this.resolve(newer);
    this.dirty = false;
    clearTimeout(this.serverTimer);
    this.sayAllSaved(newer.at);
  }

  private resolve(newer: Newer): void {
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
    return store(draftKey(this.options.format), draft);
  }

  private async save(): Promise<void> {
    this.options.onState(say("saving"));
    const content = this.options.content();
    this.dirty = false;
    try {
      const response = await this.post(content);
      if (response.ok) return this.onSaved(content, (await response.json()) as Saved);
      this.dirty = true;
      if (response.status === 409) return this.onStale((await response.json()) as Newer);
      this.options.onState(say(response.status === 422 ? "tooLargeToSave" : "savedHere"));
      if (response.status >= 500) this.saveAfter(RETRY_PAUSE);
    } catch (error) {
      this.dirty = true;
      this.options.onState(say(error instanceof SignedOut ? "savedHereSignedOut" : "savedHere"));
      this.saveAfter(RETRY_PAUSE);
    }
  }

  private post(content: string): Promise<Response> {
    const { format } = this.options;
    return post(settings.urls.draft, new Blob([content]), { format, revision: String(this.revision) });
  }

  private onSaved(content: string, { revision, at }: Saved): void {
    this.revision = revision;
    if (this.dirty) return;
    this.keep(content, at);
    this.sayAllSaved(at);
  }

  private onStale(newer: Newer): void {
    this.resting = true;
    this.options.onState(say("conflict"));
    this.options.onConflict(newer);
  }

  private sayAllSaved(at: number): void {
    this.options.onState(fill(say("saved"), { time: timeOf(at) }));
  }
}

/** The draft that this browser keeps in a format; `null` when there is none. */
export function localDraft(format: Format): LocalDraft | null {
  return readStored<LocalDraft>(draftKey(format));
}

function draftKey(format: Format): string {
  return `${settings.draftKey}-${format}`;
}
