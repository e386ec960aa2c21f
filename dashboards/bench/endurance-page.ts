import '@fontsource-variable/inter/wght.css';
import '../wall.css';
import { startWall } from '../wall.ts';
import { createScriptedClient } from './scripted-client.ts';

declare global {
  interface Window {
    /** Sends the panels this many updates, one a frame; resolves with how many drawings they made of them. */
    endure(updates: number): Promise<number>;
  }
}

/** Waiting passes this much faster than on a wall, so that no update of a frame is held back by a panel's pace. */
const hurry = 500;
const plainTimeout = window.setTimeout.bind(window);
window.setTimeout = ((run: () => void, ms = 0) => plainTimeout(run, ms / hurry)) as typeof window.setTimeout;

let drawings = 0;
const client = createScriptedClient(Date.now);
startWall({
  root: document.querySelector<HTMLElement>('#wall') ?? document.body,
  client,
  screenId: 'group-overview',
  problem: (error) => {
    if (error) throw error;
  },
  drawn: () => {
    drawings += 1;
  },
});

window.endure = async (updates) => {
  drawings = 0;
  for (let update = 0; update < updates; update++) {
    client.pump();
    await new Promise(requestAnimationFrame);
  }
  return drawings;
};
