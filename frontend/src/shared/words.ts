// What the live result says, in the reader's language; `{name}` places are filled in.
import type { Outcome } from "./events.ts";

type CurveName =
  | "metric"
  | "logarithmic"
  | "training"
  | "validation"
  | "best"
  | "goalMost"
  | "goalLeast"
  | "epochName"
  | "trainingName"
  | "readOff"
  | "table"
  | "summary"
  | "trainings"
  | "reached"
  | "notReached";

export type CurveWords = Record<CurveName, string>;

type LiveName =
  | "next"
  | "position"
  | "stuck"
  | "wait"
  | "usually"
  | "seconds"
  | "minutes"
  | "running"
  | "epoch"
  | "testing"
  | "hidden"
  | "publicTests"
  | "hiddenTests"
  | "why"
  | "expected"
  | "actual"
  | "cut"
  | "earlier"
  | "lost"
  | "again"
  | Outcome;

export type LiveWords = Record<LiveName, string> & CurveWords;
