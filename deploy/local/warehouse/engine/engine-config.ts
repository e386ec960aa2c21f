import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type EngineLimits = {
  /** All statements together, in bytes. */
  memory: number;
};

/**
 * Writes the engine's configuration beside its data and returns the arguments it is opened with.
 *
 * A swapped partition leaves its old parts behind; they go after ten seconds instead of eight minutes, else a model
 * built every second would keep hundreds of them.
 */
export function engineArguments(path: string, limits: EngineLimits): string[] {
  const file = join(path, 'entrepot-engine.xml');
  writeFileSync(
    file,
    `<clickhouse>
  <max_server_memory_usage>${limits.memory}</max_server_memory_usage>
  <mark_cache_size>${256 << 20}</mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <merge_tree>
    <old_parts_lifetime>10</old_parts_lifetime>
    <merge_tree_clear_old_parts_interval_seconds>2</merge_tree_clear_old_parts_interval_seconds>
  </merge_tree>
</clickhouse>
`,
  );
  return [`--config-file=${file}`];
}
