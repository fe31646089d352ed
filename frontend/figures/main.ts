// All kinds of figures, and the element that shows them. Loaded by pages that have a figure.
import { FigureElement } from "./element.ts";
import { ActivationsFigure } from "./kinds/activations.ts";
import { BatchingFigure } from "./kinds/batching.ts";
import { FittingFigure } from "./kinds/fitting.ts";
import { LstmFigure } from "./kinds/lstm.ts";
import { OptimizersFigure } from "./kinds/optimizers.ts";
import { PlaygroundFigure } from "./kinds/playground.ts";
import { RnnFigure } from "./kinds/rnn.ts";
import { VanishingFigure } from "./kinds/vanishing.ts";
import { WindowsFigure } from "./kinds/windows.ts";
import { define } from "./live.ts";

define("activations", ActivationsFigure);
define("lstm", LstmFigure);
define("playground", PlaygroundFigure);
define("rnn", RnnFigure);
define("vanishing", VanishingFigure);
define("windows", WindowsFigure);
define("optimizers", OptimizersFigure);
define("batching", BatchingFigure);
define("fitting", FittingFigure);

customElements.define("bp-figure", FigureElement);
