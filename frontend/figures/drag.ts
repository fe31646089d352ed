// Something to drag on a drawing: by mouse, finger, pen, or with the arrow keys.
import { type TemplateResult, nothing, svg } from "lit-html";
import type { Range } from "./plot.ts";

const HIT_RADIUS = 22;

export interface Handle {
  /** Where it lies, in pixels of the drawing. */
  at: { x: number; y: number };
  label: string;
  /** The value as words, such as "x 1.5, loss 0.2". */
  valueText: string;
  /** The value and its range for those who do not see it; the first coordinate of a point in the plane. */
  value: number;
  range: Range;
  css?: string;
  radius?: number;
  /** A shape besides the knob by which it can be taken hold of. */
  grip?: TemplateResult;
  /** Moved to a pixel of the drawing. */
  onMove: (x: number, y: number) => void;
  /** Moved by an arrow key: right and up are positive; Shift makes it ten. Add to the state as it is then: keys come faster than frames. */
  onNudge: (right: number, up: number) => void;
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/** Keeps the page from scrolling under a finger: Chromium does not heed `touch-action` on what is inside of a drawing. */
const HOLD = { handleEvent: (event: Event): void => event.preventDefault(), passive: false };

/** A round handle, drawn inside an `<svg>`. */
export function handle(options: Handle): TemplateResult {
  const { at, radius = 8 } = options;
  return svg`<g class="handle ${options.css ?? ""}" tabindex="0" role="slider" aria-label=${options.label}
      aria-valuemin=${options.range[0]} aria-valuemax=${options.range[1]} aria-valuenow=${options.value} aria-valuetext=${options.valueText}
      @touchstart=${HOLD} @pointerdown=${(event: PointerEvent) => grab(event)} @pointermove=${(event: PointerEvent) => drag(event, options)} @keydown=${(event: KeyboardEvent) => nudge(event, options)}>
      ${options.grip ?? nothing}<circle class="handle-reach" cx=${at.x} cy=${at.y} r=${HIT_RADIUS}></circle>
      <circle class="handle-knob" cx=${at.x} cy=${at.y} r=${radius}></circle>
    </g>`;
}

function grab(event: PointerEvent): void {
  const target = event.currentTarget as SVGGElement;
  target.setPointerCapture(event.pointerId);
  target.focus({ preventScroll: true });
  event.preventDefault();
}

function drag(event: PointerEvent, options: Handle): void {
  const target = event.currentTarget as SVGGElement;
  if (!target.hasPointerCapture(event.pointerId)) return;
  const place = drawingPoint(target, event);
  options.onMove(place.x, place.y);
}

function nudge(event: KeyboardEvent, options: Handle): void {
  const arrow = ARROWS[event.key];
  if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const factor = event.shiftKey ? 10 : 1;
  options.onNudge(arrow[0] * factor, arrow[1] * factor);
}

/** Where a pointer is, in the drawing's own pixels. */
export function drawingPoint(element: SVGGraphicsElement, event: PointerEvent): DOMPoint {
  const drawing = element.ownerSVGElement ?? (element as unknown as SVGSVGElement);
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM()?.inverse());
}
