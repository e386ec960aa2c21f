import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = /^(text|application)\/|svg/;
const zip = promisify(gzip);

type StoredFile = {
  changedAt: number;
  plain: Buffer;
  zipped: Buffer | undefined;
  etag: string;
  type: string;
};

/** Serves the files of a folder; what is no file is answered with `index.html`, so that the app's own paths work. */
export function staticFiles(folder: string) {
  const files = new Map<string, StoredFile>();

  const load = async (path: string): Promise<StoredFile | undefined> => {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const known = files.get(path);
    if (known?.changedAt === found.mtimeMs) return known;
    const plain = await readFile(path);
    const type = types[extname(path)] ?? 'application/octet-stream';
    const file = {
      changedAt: found.mtimeMs,
      plain,
      zipped: compressible.test(type) ? await zip(plain) : undefined,
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      type,
    };
    files.set(path, file);
    return file;
  };

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    const wanted = inside(folder, path);
    if (wanted === undefined) return false;
    const exact = await load(wanted);
    const file = exact ?? (extname(path) === '' ? await load(join(folder, 'index.html')) : undefined);
    if (!file) return false;
    // Names of built assets carry a hash of their content; pages do not.
    const lasting = exact !== undefined && /[/\\]assets[/\\]/.test(wanted);
    send(request, response, file, lasting);
    return true;
  };
}

function send(request: IncomingMessage, response: ServerResponse, file: StoredFile, lasting: boolean): void {
  const cache = lasting ? 'public, max-age=31536000, immutable' : 'no-cache';
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304, { etag: file.etag, 'cache-control': cache }).end();
    return;
  }
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '')
    ? file.zipped
    : undefined;
  const bytes = zipped ?? file.plain;
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': bytes.length,
    etag: file.etag,
    'cache-control': cache,
    vary: 'accept-encoding',
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** The file a path means, or undefined where it leads out of the folder. */
function inside(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const root = normalize(folder + sep);
  const file = normalize(join(root, decoded));
  return file.startsWith(root) ? file : undefined;
}
