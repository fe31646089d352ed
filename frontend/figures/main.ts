// All kinds of figures, and the element that shows them. Loaded by pages that have a figure.
import { FigureElement } from "./element.ts";
import { ActivationsFigure } from "./kinds/activations.ts";
import { define } from "./live.ts";

define("activations", ActivationsFigure);

customElements.define("bp-figure", FigureElement);
