/** The calls of a Sesam node's API (https://docs.sesam.io/api.html) as MSW request handlers. */
import { http, HttpResponse, type PathParams, type RequestHandler } from 'msw';
import { z } from 'zod';
import { entityHandlers } from './entities.ts';
import type { MockPipe } from './pipe.ts';
import type { NodeState } from './state.ts';

/** Where a token has expired, and where a node is being deployed, no call is answered otherwise. */
export function sesamHandlers(state: NodeState): RequestHandler[] {
  return [
    http.all('*', ({ request }) => refusal(state, request)),
    ...runAllHandlers(state),
    http.get('*/api/pipes', () => HttpResponse.json([...state.pipes.values()].map((pipe) => pipe.show()))),
    http.get('*/api/pipes/:pipe', ({ params }) => {
      const pipe = pipeOf(state, params);
      return pipe ? HttpResponse.json(pipe.show()) : notFound();
    }),
    http.post('*/api/pipes/:pipe/pump', async ({ params, request }) => {
      const pipe = pipeOf(state, params);
      return pipe ? pump(pipe, new URLSearchParams(await request.text())) : notFound();
    }),
    ...entityHandlers(state),
    http.all('*', notFound),
  ];
}

/** Undefined where the request is answered by the next handler. */
function refusal(state: NodeState, request: Request): Response | undefined {
  const { pathname } = new URL(request.url);
  state.requests.push(`${request.method} ${pathname}`);
  if (state.deployingFor > 0) {
    state.deployingFor -= 1;
    return HttpResponse.json({ detail: 'The node is being deployed' }, { status: 503 });
  }
  const token = /^bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (state.jwt !== null && token === state.jwt) return undefined;
  // A node may well say what it did not accept: whoever shows that must mask it.
  return HttpResponse.json({ detail: `The token ${token ?? ''} has expired` }, { status: 401 });
}

function pump(pipe: MockPipe, form: URLSearchParams): Response {
  switch (form.get('operation') ?? '') {
    case 'start': {
      const status = pipe.start() ? 200 : 409;
      return HttpResponse.json(pipe.show(), { status });
    }
    case 'stop':
      pipe.stop();
      return HttpResponse.json(pipe.show());
    default:
      return HttpResponse.json({ detail: "The pump doesn't support the operation" }, { status: 400 });
  }
}

const RunAllQuery = z.object({
  extra_zero_runs: z.coerce.number().int().nonnegative().default(0),
  max_runs: z.coerce.number().int().positive(),
  max_run_time: z.coerce.number().int().positive(),
  request_mode: z.literal('async'),
  delete_input_datasets: z.string().default('True'),
  reset_pipes_and_delete_sink_datasets: z.string().default('True'),
});

function runAllHandlers(state: NodeState): RequestHandler[] {
  const { runAll } = state;
  if (runAll === null) return [http.post('*/api/pipes/run-all-pipes', notFound)];
  return [
    http.post('*/api/pipes/run-all-pipes', ({ request }) => {
      const query = RunAllQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
      if (!query.success) return HttpResponse.json({ detail: query.error.message }, { status: 400 });
      const { delete_input_datasets: input, reset_pipes_and_delete_sink_datasets: sinks } = query.data;
      if (input !== 'False' || sinks !== 'False') state.wiped = true;
      const token = runAll.start(query.data.extra_zero_runs);
      if (token === null) return HttpResponse.json({ detail: 'It is running' }, { status: 409 });
      return HttpResponse.json({ token });
    }),
    http.get('*/api/pipes/get-pipe-runner-status', ({ request }) => {
      const token = new URL(request.url).searchParams.get('token') ?? '';
      return HttpResponse.json({ status: runAll.status(token) ?? 'not-running' });
    }),
    http.post('*/api/pipes/stop-run-all-pipes', () => {
      runAll.stop();
      return HttpResponse.json({});
    }),
  ];
}

function pipeOf(state: NodeState, { pipe }: PathParams): MockPipe | undefined {
  return typeof pipe === 'string' ? state.pipes.get(pipe) : undefined;
}

function notFound(): Response {
  return HttpResponse.json({ detail: 'Not found' }, { status: 404 });
}
