import { readFileSync } from 'node:fs';

/** The most memory a process has held, in MB (Linux). */
export function largestMemoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024);
}
