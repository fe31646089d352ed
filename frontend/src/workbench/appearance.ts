// The size of the editor's text and its colors, as this browser's user likes them.
import { readStored, store } from "../shared/stored.ts";

const KEY = "backpass-editor";
const SIZES = [11, 12, 13, 14, 15, 16, 18, 20, 24];
const USUAL = 14;

interface Liking {
  size: number;
  theme: string;
}

export class Appearance {
  private liking: Liking = { size: USUAL, theme: "", ...readStored<Partial<Liking>>(KEY) };

  constructor(
    private readonly pane: HTMLElement,
    private readonly onChange: () => void,
  ) {
    document.getElementById("smaller")?.addEventListener("click", () => this.step(-1));
    document.getElementById("larger")?.addEventListener("click", () => this.step(1));
    const themes = document.getElementById("editor-theme") as HTMLSelectElement | null;
    if (themes) {
      themes.value = this.liking.theme;
      themes.addEventListener("change", () => this.like({ theme: themes.value }));
    }
    this.apply();
  }

  private step(by: number): void {
    const now = SIZES.indexOf(this.liking.size);
    const next = SIZES[Math.min(Math.max((now < 0 ? SIZES.indexOf(USUAL) : now) + by, 0), SIZES.length - 1)];
    this.like({ size: next ?? USUAL });
  }

  private like(change: Partial<Liking>): void {
    this.liking = { ...this.liking, ...change };
    store(KEY, this.liking);
    this.apply();
  }

  private apply(): void {
    const { size, theme } = this.liking;
    this.pane.style.setProperty("--editor-size", `${size / 16}rem`);
    for (const body of this.pane.querySelectorAll<HTMLElement>(".editor-body")) {
      if (theme) body.dataset["bsTheme"] = theme;
      else delete body.dataset["bsTheme"];
    }
    const output = document.getElementById("size");
    if (output) output.textContent = String(size);
    this.onChange();
  }
}
