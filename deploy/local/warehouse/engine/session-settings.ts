import type { Addon, NativeConnection } from './addon.ts';
import type { ConnectionChoice } from './protocol.ts';

/**
 * Gives a session's connection the settings of one request; the function returned takes them away again, back to
 * what the session itself had SET.
 */
export function borrowSettings(addon: Addon, native: NativeConnection, choice: ConnectionChoice): () => void {
  if (choice.use !== undefined) addon.QueryWithConnection(native, choice.use, 'Null');
  const settings = choice.settings;
  if (!settings || settings.names.length === 0) return () => undefined;
  const names = settings.names.map((name) => `'${name}'`).join(', ');
  const quoted = `concat('\\'', replaceAll(replaceAll(value, '\\\\', '\\\\\\\\'), '\\'', '\\\\\\''), '\\'')`;
  const read = `SELECT concat(name, ' = ', ${quoted}) FROM system.settings WHERE name IN (${names})`;
  const before = addon.QueryWithConnection(native, read, 'TSVRaw').trim().split('\n').join(', ');
  addon.QueryWithConnection(native, `SET ${settings.set}`, 'Null');
  return () => {
    if (before !== '') addon.QueryWithConnection(native, `SET ${before}`, 'Null');
  };
}
