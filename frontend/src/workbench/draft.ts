// What a student has typed, kept in the browser so that an error, a reload or a lost connection costs nothing.

interface Stored {
  content: string;
  at: number;
}

export class Draft {
  private timer: number | undefined;

  constructor(private readonly key: string) {
    addEventListener("pagehide", () => this.flush());
  }

  private pending: string | null = null;

  /** The stored text and when it was typed; `null` when there is none. */
  read(): Stored | null {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "null") as Stored | null;
    } catch {
      return null;
    }
  }

  /** Store the text soon; a burst of typing is stored once. */
  write(content: string): void {
    this.pending = content;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 300);
  }

  clear(): void {
    this.pending = null;
    localStorage.removeItem(this.key);
  }

  private flush(): void {
    if (this.pending === null) return;
    try {
      localStorage.setItem(this.key, JSON.stringify({ content: this.pending, at: Date.now() } satisfies Stored));
    } catch {
      // The browser's storage is full or forbidden; the text still stands in the editor.
    }
    this.pending = null;
  }
}
