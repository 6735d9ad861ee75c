import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordType } from '../../src/domain/record-type.ts';
import type { Served } from './server.ts';
import { type Answer, call, problemOf } from './test-client.ts';
import { anyType, jsonOf, serveTwo } from './test-types.ts';
import {
  isBelow,
  type Model,
  type Outcome,
  predict,
  refused,
  type Step,
  stepsOf,
  whole,
} from './test-writes.ts';

async function act(served: Served, { type }: Model, step: Step, id: string): Promise<Answer> {
  const path = `/${type.collection}`;
  const given = new Map([...step.values].filter(([name]) => !isBelow(name, step.cleared)));
  const cleared = step.cleared === null ? {} : { [step.cleared]: null };
  const body = { ...jsonOf(type, given, false), ...cleared };
  switch (step.does) {
    case 'create':
      return call(served, 'POST', path, { body: { ...body, id: 'ignored', modifiedAt: 7 } });
    case 'patch':
      return call(served, 'PATCH', `${path}/${id}`, { body, headers: { 'if-match': '*' } });
    case 'patch stale':
      return call(served, 'PATCH', `${path}/${id}`, { body, headers: { 'if-match': '"0"' } });
    case 'remove':
      return call(served, 'DELETE', `${path}/${id}`);
    case 'write a wrong type': {
      const wrong = jsonOf(type, new Map([...step.values, [step.wrong.path, step.wrong.value]]), false);
      return call(served, 'PATCH', `${path}/${id}`, { body: wrong });
    }
    case 'write an unknown field':
      return call(served, 'POST', path, { body: { ...body, nowhere: null } });
  }
}

function outcomeOf(answer: Answer): Outcome {
  const { status, headers, text } = answer;
  if (status >= 400) {
    return refused(
      status,
      (problemOf(answer).errors ?? []).map((error) => error.path),
    );
  }
  return { status, etag: headers.get('etag'), body: text === '' ? null : JSON.parse(text), wrong: [] };
}

const types = fc.record({ first: anyType('deals'), second: anyType('contact-persons') });

test('any records of any types: what was written is what is answered, each collection by itself', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      types.chain((both) => fc.record({ both: fc.constant(both), steps: stepsOf(both) })),
      async ({ both, steps }) => {
        const { served, first, second } = await serveTwo(both);
        const modelOf = (type: RecordType): Model => ({ type, records: new Map(), created: 0, versions: 0 });
        const models = { first: modelOf(both.first), second: modelOf(both.second) };
        let ticks = 0;
        const tick = (): string => new Date(Date.UTC(2026, 0, 5, 8) + ticks++).toISOString();
        for (const step of steps) {
          const model = models[step.in];
          const id = [...model.records.keys()][step.which] ?? 'none';
          const outcome = outcomeOf(await act(served, model, step, id));
          expect(outcome).toEqual(predict(model, step, id, tick));
          seen.add(`${step.does} ${outcome.status}`);
        }
        for (const { type, records } of Object.values(models)) {
          const all = [...records].map(([id, record]) => whole(type, id, record));
          const read = [...records.keys()].map((id) => call(served, 'GET', `/${type.collection}/${id}`));
          const answers = (await Promise.all(read)).map(outcomeOf);
          expect(answers.map(({ body }) => body)).toEqual(all);
          expect(answers.map(({ etag }) => etag)).toEqual([...records.values()].map(({ etag }) => etag));
          const listed = JSON.parse((await call(served, 'GET', `/${type.collection}`)).text);
          const inOrder = all.toSorted((a, b) =>
            String(a['modifiedAt']) < String(b['modifiedAt']) ? -1 : 1,
          );
          expect(listed).toEqual({ items: inOrder, next: null });
        }
        const logged = first.log.since().length + second.log.since().length;
        expect(logged).toBe(steps.length);
        await served.close();
      },
    ),
    { seed: 20260105, numRuns: 60 },
  );
  expect(seen).toEqual(
    new Set([
      'create 201',
      'patch 200',
      'patch 404',
      'patch stale 412',
      'patch stale 404',
      'remove 204',
      'remove 404',
      'write a wrong type 422',
      'write an unknown field 422',
    ]),
  );
});
