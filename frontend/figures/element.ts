// <bp-figure>: brings a figure to life in place of its still picture, once it comes near the screen.
import { Live } from "./live.ts";

const NEAR = "600px";

export class FigureElement extends HTMLElement {
  private live: Live | null = null;

  connectedCallback(): void {
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        near.disconnect();
        this.live ??= Live.start(this);
      },
      { rootMargin: NEAR },
    );
    near.observe(this);
  }

  disconnectedCallback(): void {
    this.live?.stop();
  }
}
