// How far a grading is: its state in words, the time that passes, and a bar by what it usually takes.
import { fill } from "./dom.ts";
import { duration, share } from "./expecting.ts";
import type { LiveWords } from "./words.ts";

const TICK_MILLISECONDS = 250;

interface Parts {
  status: HTMLElement | null;
  elapsed: HTMLElement | null;
  bar: HTMLProgressElement | null;
  announcement: HTMLElement | null;
}

export class Progress {
  private readonly parts: Parts;
  private readonly words: LiveWords;
  private readonly usually: number;
  private timer: ReturnType<typeof setInterval> | undefined;
  private startedAt: number | null = null;

  constructor(parts: Parts, words: LiveWords, usually: number) {
    this.parts = parts;
    this.words = words;
    this.usually = usually;
  }

  /** It waits at a place in the queue, for the first time or again; stuck while nobody works. */
  wait(position: number, seconds = 0, stuck = false): void {
    this.stop();
    if (this.parts.elapsed) this.parts.elapsed.textContent = "";
    if (this.parts.bar) this.parts.bar.value = 0;
    const { next, position: numbered, stuck: nobody, wait } = this.words;
    const place = position === 1 ? next : fill(numbered, { position });
    const time = wait && seconds >= 1 ? `, ${fill(wait, { time: duration(seconds, this.words) })}` : "";
    const text = stuck ? nobody : place + time;
    this.say(text);
    this.announce(text);
  }

  /** It has been running for so many seconds. */
  start(ago: number): void {
    this.startedAt = performance.now() - 1000 * ago;
    const usually = fill(this.words.usually, { time: duration(this.usually, this.words) });
    this.say(`${this.words.running} ${usually}`);
    this.announce(`${this.words.running} ${usually}`);
    this.timer ??= setInterval(() => this.tick(), TICK_MILLISECONDS);
    this.tick();
  }

  /** What it is at. Said to those who see: it changes many times a second. */
  say(text: string): void {
    if (this.parts.status && this.parts.status.textContent !== text) this.parts.status.textContent = text;
  }

  /** Tell a screen reader. */
  announce(text: string): void {
    if (this.parts.announcement) this.parts.announcement.textContent = text;
  }

  /** Let the time stand still. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    if (this.startedAt === null) return;
    const elapsed = (performance.now() - this.startedAt) / 1000;
    if (this.parts.elapsed) this.parts.elapsed.textContent = fill(this.words.seconds, { count: Math.floor(elapsed) });
    if (this.parts.bar) this.parts.bar.value = 100 * share(elapsed, this.usually);
  }
}
