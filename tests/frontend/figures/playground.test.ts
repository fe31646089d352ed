import assert from "node:assert/strict";
import { test } from "node:test";
import { biasIndex, bendOf, layOut, leastWidth, linkAt } from "../../../frontend/figures/playground/layout.ts";
import { MAP_SIZE, type Plan, Session, mapFeatures } from "../../../frontend/figures/playground/session.ts";

const PLAN: Plan = {
  data: "circle",
  noise: 0,
  share: 0.5,
  features: ["x1", "x2"],
  layers: [4, 2],
  activation: "tanh",
  optimizer: "sgd",
  seed: 1,
};
const RECIPE = { optimizer: "sgd", learningRate: 0.03, batchSize: 10, regularizer: "none", rate: 0 } as const;

test("links and biases have the places that Keras's weights have", () => {
  const { links } = layOut(["x1", "x2"], [4, 2], 500);

  const places = links.map(({ index }) => index);
  const biases = [biasIndex([2, 4, 2, 1], 1, 0), biasIndex([2, 4, 2, 1], 2, 1), biasIndex([2, 4, 2, 1], 3, 0)];

  assert.deepEqual(places, [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 16, 17, 18, 19, 22, 23]);
  assert.deepEqual(biases, [8, 21, 24]);
});

test("a network never gets less room than it needs", () => {
  const { width, layers } = layOut(["x1"], [8, 8, 8, 8, 8, 8], 300);

  assert.equal(width, leastWidth(6));
  assert.ok(layers.flat().every(({ x, y }) => x >= 0 && x < width && y >= 0));
});

test("the link under a finger is the one that passes there, and none where none does", () => {
  const layout = layOut(["x1", "x2"], [4], 500);
  const link = layout.links[0]!;
  const { x1, y1, x2, y2 } = bendOf(link);

  const found = linkAt(layout, (x1 + x2) / 2, (y1 + y2) / 2, 7);

  assert.equal(found, link);
  assert.equal(linkAt(layout, x1 + 5, y1 + 200, 7), null);
});

test("a network learns the circle, the same way from the same seed", () => {
  const sessions = [new Session(PLAN), new Session(PLAN), new Session({ ...PLAN, seed: 2 })] as const;

  for (const session of sessions) session.advance(100, RECIPE);

  const [first, second, other] = sessions;
  assert.ok(first.trainLoss < 0.1 && first.testAccuracy! > 0.95, `${first.trainLoss} ${first.testAccuracy}`);
  assert.deepEqual(first.train.losses, second.train.losses);
  assert.notEqual(first.trainLoss, other.trainLoss);
  assert.equal(first.train.losses.length, first.epoch + 1);
});

test("what a network says of the plane follows an edited bias, and so does its loss", () => {
  const session = new Session(PLAN);
  const before = session.trainLoss;

  session.setParameter(biasIndex([2, 4, 2, 1], 3, 0), 50);

  assert.ok(session.map.outputs[3]!.every((value) => value > 0.99));
  assert.notEqual(session.trainLoss, before);
  assert.equal(session.testAccuracy, session.test.points.labels.filter((label) => label > 0).length / 250);
});

test("a map begins at the left upper corner of the plane", () => {
  const features = mapFeatures(["x1", "x2"]);

  assert.deepEqual([features[0], features[MAP_SIZE * MAP_SIZE]], [-5.88, 5.88]);
});
