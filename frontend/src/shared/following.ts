// Keeping up with a grading's events, whatever happens to the connection. It knows neither the page nor the network.

/** One event, or the place in the queue, which has no number. */
export interface Told {
  number: number | null;
  kind: string;
  data: unknown;
}

export interface News {
  events: Told[];
  place: { position: number; seconds: number; stuck?: boolean } | null;
  final: boolean;
}

export interface StreamListener {
  opened: () => void;
  told: (event: Told) => void;
  failed: () => void;
}

/** What there is of a network and a clock. `open` and `wait` return what takes them back. */
export interface Surroundings {
  open: (url: string, listener: StreamListener) => () => void;
  ask: (url: string) => Promise<News>;
  wait: (milliseconds: number, then: () => void) => () => void;
  /** A number from 0 to 1, so that not all pages come back at the same moment. */
  random: () => number;
}

export interface Listener {
  told: (event: Told) => void;
  /** The connection is lost, or there again after it was. */
  connection: (state: "lost" | "again") => void;
}

/** A stream that the server ends is opened again within this time, and nobody needs to know. */
export const SILENT_MILLISECONDS = 2500;
export const POLL_MILLISECONDS = 1500;
export const FAILURES_BEFORE_POLLING = 3;
export const POLLS_BEFORE_STREAMING = 20;
const LONGEST_PAUSE = 10_000;
const nothing = (): void => undefined;

/**
 * Follows one grading by a stream, opens it again after the last event number when it breaks, and asks again and again
 * where it cannot be opened. No event is told twice.
 */
export class Following {
  private readonly stream: string;
  private readonly news: string;
  private readonly around: Surroundings;
  private readonly listener: Listener;
  private last = 0;
  private failures = 0;
  private polls = 0;
  private isLost = false;
  private isOver = false;
  private isPaused = false;
  /** Counts what was begun, so that the late answer to an earlier question changes nothing. */
  private turn = 0;
  private close: () => void = nothing;
  private cancelNext: () => void = nothing;
  private cancelWarning: () => void = nothing;
  private isWarned = false;

  constructor(addresses: { stream: string; news: string }, around: Surroundings, listener: Listener) {
    this.stream = addresses.stream;
    this.news = addresses.news;
    this.around = around;
    this.listener = listener;
  }

  /** Begin. */
  start(): void {
    this.open();
  }

  /** End for good. */
  stop(): void {
    this.isOver = true;
    this.letGo();
  }

  /** Let go of the connection while nobody looks. */
  pause(): void {
    if (this.isOver || this.isPaused) return;
    this.isPaused = true;
    this.letGo();
  }

  /** Go on after a pause. */
  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.open();
  }

  /** The browser knows that it has no network. */
  offline(): void {
    if (this.isOver || this.isPaused) return;
    this.letGo();
    this.lose();
  }

  /** The browser has a network again. */
  online(): void {
    if (this.isOver || this.isPaused) return;
    this.letGo();
    this.open();
  }

  private letGo(): void {
    this.turn += 1;
    this.close();
    this.cancelNext();
    this.cancelWarning();
    this.close = this.cancelNext = this.cancelWarning = nothing;
    this.isWarned = false;
  }

  private open(): void {
    this.close = this.around.open(this.after(this.stream), {
      opened: () => this.connected(),
      told: (event) => this.tell(event),
      failed: () => this.failed(),
    });
  }

  private after(url: string): string {
    return this.last ? `${url}?after=${this.last}` : url;
  }

  private connected(): void {
    this.failures = 0;
    this.cancelWarning();
    this.isWarned = false;
    if (this.isLost) this.listener.connection("again");
    this.isLost = false;
  }

  private failed(): void {
    this.close();
    this.close = nothing;
    this.failures += 1;
    this.warnLater();
    if (this.failures >= FAILURES_BEFORE_POLLING) {
      this.polls = 0;
      void this.poll();
    } else {
      this.cancelNext = this.around.wait(pauseAfter(this.failures, this.around.random()), () => this.open());
    }
  }

  private warnLater(): void {
    if (this.isWarned || this.isLost) return;
    this.isWarned = true;
    this.cancelWarning = this.around.wait(SILENT_MILLISECONDS, () => this.lose());
  }

  private lose(): void {
    if (this.isLost) return;
    this.isLost = true;
    this.listener.connection("lost");
  }

  private async poll(): Promise<void> {
    const turn = this.turn;
    const news = await this.around.ask(this.after(this.news)).catch(() => null);
    if (turn !== this.turn) return;
    if (news) this.takeNews(news);
    else this.lose();
    if (this.isOver || turn !== this.turn) return;
    const streams = news !== null && ++this.polls >= POLLS_BEFORE_STREAMING;
    this.cancelNext = this.around.wait(POLL_MILLISECONDS, () => (streams ? this.tryStream() : void this.poll()));
  }

  /** One more failure goes back to asking. */
  private tryStream(): void {
    this.failures = FAILURES_BEFORE_POLLING - 1;
    this.open();
  }

  private takeNews(news: News): void {
    this.connected();
    for (const event of news.events) this.tell(event);
    if (news.place) this.tell({ number: null, kind: "position", data: news.place });
    if (news.final) this.tell({ number: null, kind: "finished", data: {} });
  }

  private tell(event: Told): void {
    if (this.isOver || (event.number !== null && event.number <= this.last)) return;
    if (event.number !== null) this.last = event.number;
    if (event.kind === "finished") this.stop();
    this.listener.told(event);
  }
}

/** How long to wait before the next try, in milliseconds; `random` is from 0 to 1. */
export function pauseAfter(failures: number, random: number): number {
  return Math.min(LONGEST_PAUSE, 500 * (1 + random) * 2 ** (failures - 1));
}
