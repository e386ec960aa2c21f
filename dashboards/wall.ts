import { type Client, ClientError, type Metric, type Screen } from '#client';
import { catalogueDocument, screenDocument } from './live/documents.ts';
import { createScene, type Scene } from './scene.ts';
import type { Layout, ScreenDefinition } from './screen/definition.ts';
import { chartPixelRatio, chooseLayout } from './screen/layout.ts';
import { parseDefinition } from './screen/parse-definition.ts';
import { createEffectBudget, measureFrameRate } from './stage/effect-budget.ts';
import { heapOf, renewalDue } from './stage/renewal.ts';
import { createStage, currentViewport, type Stage } from './stage/stage.ts';

export type WallOptions = {
  root: HTMLElement;
  client: Pick<Client, 'query' | 'subscribe' | 'now'>;
  screenId: string;
  /** Another language than the definition's, from the address. */
  language?: ScreenDefinition['language'] | undefined;
  /** What is shown instead of the screen when it cannot be shown at all; undefined takes it away. */
  problem(error: ClientError | undefined): void;
  drawn?: () => void;
};

/** How often the definition is asked for again, so that an edit appears without touching the wall. */
const definitionEveryMs = 10_000;
const frameRateEveryMs = 10_000;
const retryMs = 3_000;
/** A refused token may be accepted again, as after a restore; asking often would not help. */
const refusedMs = 15_000;

/** Starts the wall and keeps it running until the returned function is called. */
export function startWall(options: WallOptions): () => void {
  const wall = createWall(options);
  const stopped = new AbortController();
  const every = (ms: number, run: () => void) => {
    const timer = setInterval(run, ms);
    stopped.signal.addEventListener('abort', () => clearInterval(timer));
  };
  every(1_000, wall.tick);
  every(frameRateEveryMs, () => void wall.measure());
  addEventListener('resize', wall.fit, { signal: stopped.signal });
  const follow = async () => {
    const ms = await wall.load();
    if (!stopped.signal.aborted) setTimeout(() => void follow(), ms);
  };
  void follow();
  return () => {
    stopped.abort();
    wall.close();
  };
}

function createWall(options: WallOptions) {
  const { client } = options;
  const stage: Stage = createStage(options.root);
  const budget = createEffectBudget(matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 2);
  let source = '';
  let definition: ScreenDefinition | undefined;
  let catalogue: Catalogue = [];
  let scene: Scene | undefined;
  let shown: { layout: Layout; pixelRatio: number; builtAt: number } | undefined;

  const build = () => {
    if (!definition) return;
    const viewport = currentViewport();
    const layout = chooseLayout(definition.layouts, viewport);
    const placement = stage.place(layout, viewport);
    const pixelRatio = chartPixelRatio(placement, viewport);
    const old = scene;
    shown = { layout, pixelRatio, builtAt: client.now() };
    scene = createScene({ ...options, refused: refuse, screen: definition, catalogue, layout, pixelRatio });
    const { layer, open } = scene;
    // The old scene goes on with its figures until the new one has its own.
    void stage.swap(layer, open).then(() => old?.close());
    scene.effects(budget.level());
    scene.tick();
  };

  /** Figures of a screen that may no longer see them must not stay on the wall. */
  const refuse = (error: ClientError): number => {
    scene?.close();
    scene?.layer.remove();
    scene = undefined;
    shown = undefined;
    source = '';
    options.problem(error);
    return refusedMs;
  };

  return {
    /** Fetches the definition and rebuilds where it has changed; tells when to ask again, in milliseconds. */
    async load(): Promise<number> {
      try {
        const { screen } = await client.query<{ screen: Screen | null }>(screenDocument, {
          id: options.screenId,
        });
        const text = JSON.stringify(screen?.definition ?? null);
        options.problem(undefined);
        scene?.notice(undefined);
        if (text === source) return definitionEveryMs;
        if (!screen) throw new ClientError('NOT_FOUND', `There is no screen «${options.screenId}».`);
        const parsed = parseDefinition(screen.definition);
        definition = { ...parsed, language: options.language ?? parsed.language };
        catalogue = await readCatalogue(client, definition.language);
        source = text;
        build();
        return definitionEveryMs;
      } catch (thrown) {
        const error = thrown as ClientError;
        if (isRefusal(error)) return refuse(error);
        if (!scene) options.problem(error);
        // A running screen keeps running on its last definition, and says what is wrong with the new one.
        else if (error.code === 'INPUT_INVALID') scene.notice(error.message);
        return retryMs;
      }
    },
    tick() {
      scene?.tick();
      stage.shift(client.now());
      if (definition && shown && renewalDue(shown.builtAt, client.now(), definition, heapOf(performance)))
        build();
    },
    async measure() {
      const rate = await measureFrameRate();
      if (rate !== undefined && budget.measured(rate)) scene?.effects(budget.level());
    },
    /** A new size needs a new placement, and a new scene only where the layout or the sharpness is another. */
    fit() {
      if (!definition || !shown) return;
      const viewport = currentViewport();
      const layout = chooseLayout(definition.layouts, viewport);
      const pixelRatio = chartPixelRatio(stage.place(layout, viewport), viewport);
      if (layout !== shown.layout || Math.abs(pixelRatio - shown.pixelRatio) > 0.05) build();
    },
    close: () => scene?.close(),
  };
}

type Catalogue = Pick<Metric, 'name' | 'label' | 'better'>[];

/** Metric labels in the screen's language, and which way of each is good news. A token that may not read the catalogue leaves the metrics' own names. */
async function readCatalogue(client: WallOptions['client'], language: string): Promise<Catalogue> {
  try {
    const { metricCatalog } = await client.query<{ metricCatalog: Catalogue }>(catalogueDocument, {
      language,
    });
    return metricCatalog;
  } catch (thrown) {
    if (thrown instanceof ClientError && thrown.code === 'FORBIDDEN') return [];
    throw thrown;
  }
}

function isRefusal(error: ClientError): boolean {
  return error.code === 'UNAUTHENTICATED' || error.code === 'FORBIDDEN';
}
