// All kinds of figures, and the element that shows them. Loaded by pages that have a figure.
import { FigureElement } from "./element.ts";
import { ActivationsFigure } from "./kinds/activations.ts";
import { BatchingFigure } from "./kinds/batching.ts";
import { BceFigure } from "./kinds/bce.ts";
import { CceFigure } from "./kinds/cce.ts";
import { FittingFigure } from "./kinds/fitting.ts";
import { LstmFigure } from "./kinds/lstm.ts";
import { NeuronFigure } from "./kinds/neuron.ts";
import { OptimizersFigure } from "./kinds/optimizers.ts";
import { OutlierFigure } from "./kinds/outlier.ts";
import { PlaygroundFigure } from "./kinds/playground.ts";
import { RnnFigure } from "./kinds/rnn.ts";
import { SoftmaxFigure } from "./kinds/softmax.ts";
import { VanishingFigure } from "./kinds/vanishing.ts";
import { WindowsFigure } from "./kinds/windows.ts";
import { define } from "./live.ts";

define("activations", ActivationsFigure);
define("batching", BatchingFigure);
define("bce", BceFigure);
define("cce", CceFigure);
define("fitting", FittingFigure);
define("lstm", LstmFigure);
define("neuron", NeuronFigure);
define("optimizers", OptimizersFigure);
define("outlier", OutlierFigure);
define("playground", PlaygroundFigure);
define("rnn", RnnFigure);
define("softmax", SoftmaxFigure);
define("vanishing", VanishingFigure);
define("windows", WindowsFigure);

customElements.define("bp-figure", FigureElement);
