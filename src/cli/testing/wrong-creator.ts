/** The reference engine on records of any type, made wrong in one way: in what it reads, remembers or sends. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Dataflow } from '../../domain/dataflow.ts';
import type { Access, Engine, RunningEngine, Setting } from '../../engines/index.ts';
import { referenceEngine } from '../../engines/reference.ts';
import type { Connections } from '../../tenants/exchange.ts';

const Body = z.record(z.string(), z.json());
type Body = z.infer<typeof Body>;

const METHODS = ['PATCH', 'POST'] as const;
type Method = (typeof METHODS)[number];

export interface Wrong {
  /** What it takes for the document. */
  document?: Dataflow;
  /** Each pass begins with no state. */
  forgets?: boolean;
  /**
   * What it sends in the place of a body; of one that holds nothing any more the PATCH is not sent. What the answers
   * show of that it passes over.
   */
  sends?: (body: Body, to: 'left' | 'right', method: Method) => Body;
}

export function wrongCreator({ document, forgets = false, sends }: Wrong): Engine {
  const reference = referenceEngine('0');
  return {
    ...reference,
    name: 'wrong',
    start: async (setting) => {
      const { checklist, tenants } = setting;
      const given: Setting = {
        ...setting,
        // The sections are told by their lines, which are others in another document.
        ...(document && { checklist: { path: checklist.path, dataflow: document } }),
        ...(sends && {
          tenants: {
            a: sending(tenants.a, (body, method) => sends(body, 'left', method)),
            b: sending(tenants.b, (body, method) => sends(body, 'right', method)),
          },
        }),
      };
      if (forgets) return anewEachPass(reference, given);
      const running = await reference.start(given);
      return sends ? { ...running, pass: () => running.pass().then(() => ({ ok: true })) } : running;
    },
  };
}

function anewEachPass(engine: Engine, setting: Setting): RunningEngine {
  let passes = 0;
  return {
    pass: async () => {
      passes += 1;
      const stateDir = path.join(setting.stateDir, String(passes));
      await mkdir(stateDir);
      const running = await engine.start({ ...setting, stateDir });
      try {
        return await running.pass();
      } finally {
        await running.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

function sending(access: Access, change: (body: Body, method: Method) => Body): Access {
  const { within } = access;
  if (within === undefined)
    throw new RangeError('only tenants of this process can be reached in another way');
  const dispatch: Connections['dispatch'] = (request, handler) => {
    const { body } = request;
    const method = METHODS.find((one) => one === request.method);
    if (method === undefined || typeof body !== 'string') return within.dispatch(request, handler);
    const changed = change(Body.parse(JSON.parse(body)), method);
    const isNothing = method === 'PATCH' && Object.keys(changed).length === 0;
    return within.dispatch(
      isNothing ? { ...request, method: 'GET', body: null } : { ...request, body: JSON.stringify(changed) },
      handler,
    );
  };
  return { ...access, within: { dispatch } };
}
