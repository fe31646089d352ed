// Colors for what is drawn on a canvas, read from the styles, so that both themes have their own.

export type Rgb = readonly [number, number, number];

/** The color of a custom property such as `--figure-positive`, written as six hexadecimal digits. */
export function themeColor(name: string): Rgb {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim().slice(1);
  const all = Number.parseInt(text, 16);
  return [(all >> 16) & 255, (all >> 8) & 255, all & 255];
}

/** Colors from negative by neutral to positive: 256 of them, four bytes each, for values from -1 to 1. */
export function divergingPalette(): Uint8ClampedArray {
  return blend([themeColor("--figure-negative"), themeColor("--figure-neutral"), themeColor("--figure-positive")]);
}

function blend(stops: readonly Rgb[]): Uint8ClampedArray {
  const palette = new Uint8ClampedArray(256 * 4);
  for (let index = 0; index < 256; index += 1) {
    const place = (index / 255) * (stops.length - 1);
    const from = Math.min(Math.floor(place), stops.length - 2);
    const [a, b] = [stops[from] as Rgb, stops[from + 1] as Rgb];
    for (let channel = 0; channel < 3; channel += 1) {
      const low = a[channel] as number;
      palette[index * 4 + channel] = low + ((b[channel] as number) - low) * (place - from);
    }
    palette[index * 4 + 3] = 255;
  }
  return palette;
}
