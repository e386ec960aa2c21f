import { EntrepotError } from '#errors';
import type { ScreenDefinition } from '../../security/accounts.ts';
import { knownCaller } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';

/** Wall screens: people may read all of them, a device only its own. */
export function addScreen(builder: Builder): void {
  const screen = builder.objectRef<ScreenDefinition>('Screen').implement({
    fields: (t) => ({
      id: t.exposeID('id'),
      title: t.exposeString('title'),
      version: t.exposeString('version', { description: 'Changes with the definition.' }),
      language: t.exposeString('language'),
      currency: t.exposeString('currency'),
      timeZone: t.exposeString('timeZone'),
      definition: t.field({
        type: 'JSON',
        description: 'Panels in their slots.',
        resolve: ({ definition }) => definition,
      }),
    }),
  });
  builder.queryField('screen', (t) =>
    t.field({
      type: screen,
      nullable: true,
      description: 'Definition of a wall screen.',
      args: { id: t.arg.id({ required: true }) },
      resolve: async (_root, { id }, { caller, services }) => {
        const own = knownCaller(caller).screen;
        if (own !== undefined && own !== id) {
          throw new EntrepotError('FORBIDDEN', `This device shows the screen «${own}».`, {
            asked: id,
            available: [own],
            fix: 'Use the link that was made for this screen.',
          });
        }
        return (await services.screens.get(id)) ?? null;
      },
    }),
  );
}
