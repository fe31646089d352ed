// What the code printed, as it comes. Much of it comes in a second at times, so the page is changed once a frame.

const SHOWN = 100_000;

export class Printed {
  private readonly part: HTMLElement;
  private readonly output: HTMLElement;
  private readonly leftOut: string;
  private waiting = "";
  private length = 0;
  private isPlanned = false;

  constructor(part: HTMLElement, output: HTMLElement, leftOut: string) {
    this.part = part;
    this.output = output;
    this.leftOut = leftOut;
    this.length = output.textContent?.length ?? 0;
  }

  /** Show more text at the end. */
  add(text: string): void {
    this.waiting = (this.waiting + text).slice(-SHOWN);
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => this.show());
  }

  /** Begin anew. */
  clear(): void {
    this.waiting = "";
    this.length = 0;
    this.output.textContent = "";
  }

  private show(): void {
    this.isPlanned = false;
    this.part.hidden = false;
    const { scrollTop, clientHeight, scrollHeight } = this.output;
    const wasAtEnd = scrollTop + clientHeight >= scrollHeight - 8;
    this.append(this.waiting);
    this.waiting = "";
    if (wasAtEnd) this.output.scrollTop = this.output.scrollHeight;
  }

  /** The beginning is cut off only when there is half as much too much: cutting reads everything. */
  private append(text: string): void {
    this.length += text.length;
    this.output.append(text);
    if (this.length <= 1.5 * SHOWN) return;
    const kept = (this.output.textContent ?? "").slice(-SHOWN);
    this.output.textContent = `${this.leftOut}\n${kept}`;
    this.length = kept.length;
  }
}
