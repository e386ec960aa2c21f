import { expect, it } from 'vitest';
import { offsetsAreMultiples } from './zone-steps.ts';

const year = [Date.UTC(2025, 0, 1), Date.UTC(2025, 11, 31)] as const;

it.each([
  ['UTC', [true, true, true]],
  ['America/New_York', [true, true, true]],
  ['Asia/Kolkata', [false, true, true]],
  ['Asia/Kathmandu', [false, false, true]],
  // Half an hour forward in summer only.
  ['Australia/Lord_Howe', [false, true, true]],
])('%s is off by whole stretches of 60, 30 and 15 minutes: %s', (zone, fits) => {
  expect([60, 30, 15].map((minutes) => offsetsAreMultiples(minutes, zone, ...year))).toEqual(fits);
});
