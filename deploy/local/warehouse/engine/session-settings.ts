import type { Addon, NativeConnection } from './addon.ts';
import type { ConnectionChoice } from './job.ts';

/**
 * Gives a session's connection the settings of one request; the function returned takes them away again, back to
 * what the session itself had SET.
 */
export async function borrowSettings(
  addon: Addon,
  native: NativeConnection,
  choice: ConnectionChoice,
): Promise<() => Promise<void>> {
  if (choice.use !== undefined) await addon.QueryAsyncConnection(native, choice.use, 'Null');
  const settings = choice.settings;
  if (!settings || settings.names.length === 0) return async () => undefined;
  const names = settings.names.map((name) => `'${name}'`).join(', ');
  const quoted = `concat('\\'', replaceAll(replaceAll(value, '\\\\', '\\\\\\\\'), '\\'', '\\\\\\''), '\\'')`;
  const read = `SELECT concat(name, ' = ', ${quoted}) FROM system.settings WHERE name IN (${names})`;
  const { bytes } = await addon.QueryAsyncConnection(native, read, 'TSVRaw');
  const before = bytes.toString().trim().split('\n').join(', ');
  await addon.QueryAsyncConnection(native, `SET ${settings.set}`, 'Null');
  return async () => {
    if (before !== '') await addon.QueryAsyncConnection(native, `SET ${before}`, 'Null');
  };
}
