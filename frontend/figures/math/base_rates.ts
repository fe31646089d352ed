// Learning rates that suit each surface, so that all can race at once; Adadelta's is the 1 of its paper.
import type { SurfaceName } from "./surfaces.ts";
import type { Optimizer } from "./update_rules.ts";

type Rates = Readonly<Record<Optimizer, number>>;

export const BASE_RATES: Readonly<Record<SurfaceName, Rates>> = {
  bowl: { sgd: 0.1, momentum: 0.03, nesterov: 0.03, adagrad: 1, rmsprop: 0.1, adadelta: 1, adam: 0.3 },
  ravine: { sgd: 0.09, momentum: 0.02, nesterov: 0.02, adagrad: 1, rmsprop: 0.2, adadelta: 1, adam: 0.5 },
  saddle: { sgd: 0.1, momentum: 0.03, nesterov: 0.03, adagrad: 0.3, rmsprop: 0.05, adadelta: 1, adam: 0.1 },
  rmse: { sgd: 0.01, momentum: 0.005, nesterov: 0.005, adagrad: 0.3, rmsprop: 0.05, adadelta: 1, adam: 0.1 },
};
