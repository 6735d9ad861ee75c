/** Entities in and out of the mock node: received into a pipe's dataset, read from there and as published. */
import { http, HttpResponse, type RequestHandler } from 'msw';
import { z } from 'zod';
import type { NodeState } from './state.ts';

const Entities = z.array(z.looseObject({ _id: z.string() }));

/** `_updated` counts from 1 in each dataset; `since` is exclusive. */
export function entityHandlers({ datasets }: Pick<NodeState, 'datasets'>): RequestHandler[] {
  return [
    http.post('*/api/receivers/:id/entities', async ({ params, request }) => {
      const received = Entities.safeParse(await request.json());
      if (!received.success) return HttpResponse.json({ detail: 'not entities' }, { status: 400 });
      const id = String(params['id']);
      const all = datasets.get(id) ?? [];
      for (const entity of received.data) all.push({ ...entity, _updated: all.length + 1 });
      datasets.set(id, all);
      return HttpResponse.json({});
    }),
    ...['datasets', 'publishers'].map((kind) =>
      http.get(`*/api/${kind}/:id/entities`, ({ params, request }) => {
        const all = datasets.get(String(params['id']));
        if (all === undefined) return HttpResponse.json({ detail: 'Not found' }, { status: 404 });
        const query = new URL(request.url).searchParams;
        const since = Number(query.get('since') ?? 0);
        const limit = Number(query.get('limit') ?? Infinity);
        return HttpResponse.json(all.slice(since, since + limit));
      }),
    ),
  ];
}
