/** For each engine something real that it runs, which a test can make behave well, badly, or not at all. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startSesamNode } from '../../../mocks/sesam-node/index.ts';
import { fixedToken } from '../../tenants/credentials.ts';
import { DEFAULT_PROFILE } from '../../tenants/profile.ts';
import type { EngineChoice, Setting } from '../../engines/index.ts';
import { json, type Reply, serve } from '../../engines/testing/server.ts';
import { TOKENS } from '../../engines/testing/setting.ts';

/** `badly` fails with the words "no such luck"; `indiscreetly` fails and tells every secret. */
export type Behaviour = 'well' | 'badly' | 'never ending' | 'indiscreetly';

export interface World {
  choice: EngineChoice;
  setting: Partial<Setting>;
  /** How the passes from now on turn out. */
  behave(how: Behaviour): void;
  /** Whether something that the engine began still goes on. */
  isAtWork(): boolean;
}

const OWN_TOKEN = 'secret-of-the-engine-77aa';
export const SECRETS = [OWN_TOKEN, TOKENS.a, TOKENS.b];
/** What an engine without a token of its own may be told. */
const SECRETS_OF_TENANTS = `I know ${TOKENS.a} and ${TOKENS.b}`;
const ALL_SECRETS = `I know ${SECRETS.join(' and ')} and ${encodeURIComponent(OWN_TOKEN)}`;

/** One for each name: an engine that is added without one does not compile. */
export const WORLDS: Record<EngineChoice['name'], (dir: string) => Promise<World>> = {
  reference: async () => {
    let how: Behaviour = 'well';
    const reply: Reply = (_, response) => {
      if (how === 'well') json(response, 200, { items: [], next: null });
      const detail = how === 'badly' ? 'no such luck' : SECRETS_OF_TENANTS;
      if (how === 'badly' || how === 'indiscreetly') json(response, 403, { title: 'Forbidden', detail });
    };
    const [a, b] = [await serve(reply), await serve(reply)];
    const tenants = {
      a: { url: a.url, credentials: fixedToken(TOKENS.a), profile: DEFAULT_PROFILE },
      b: { url: b.url, credentials: fixedToken(TOKENS.b), profile: DEFAULT_PROFILE },
    };
    const section = {
      line: 1,
      source: 'Crmoffice Companies',
      target: 'Crmoffice Companies',
      sentences: [],
      merge: [],
      rows: [],
    };
    return {
      choice: { name: 'reference' },
      setting: {
        tenants,
        checklist: {
          path: '/somewhere/checklist.rst',
          dataflow: {
            title: 'T',
            left: 'L',
            right: 'R',
            generated: null,
            introduction: [],
            sections: [section],
          },
        },
      },
      behave: (next) => {
        how = next;
      },
      isAtWork: () => a.open() + b.open() > 0,
    };
  },

  command: async (dir) => {
    const pids = path.join(dir, 'pid');
    const script = `
      case "$(cat "$STATE_DIR/how")" in
        well) exit 0 ;;
        badly) echo no such luck >&2; exit 1 ;;
        indiscreetly) echo "$TENANT_A_TOKEN and $TENANT_B_TOKEN" >&2; exit 1 ;;
        never*) echo $$ > "$STATE_DIR/pid"; sleep 600; exit 0 ;;
      esac`;
    return {
      choice: { name: 'command', command: script },
      setting: {},
      behave: (how) => writeFileSync(path.join(dir, 'how'), how),
      isAtWork: () => existsSync(pids) && isRunning(Number(readFileSync(pids, 'utf8'))),
    };
  },

  webhook: async () => {
    let how: Behaviour = 'well';
    let looks = 0;
    const server = await serve(({ method }, response) => {
      if (method === 'POST') {
        looks = 0;
        json(response, 202, {}, { location: '/status' });
      } else if (how === 'well') {
        json(response, 200, { status: ['queued', 'running', 'done'][looks++] });
      } else if (how !== 'never ending') {
        json(response, 200, { status: 'failed', message: how === 'badly' ? 'no such luck' : ALL_SECRETS });
      }
    });
    return {
      choice: { name: 'webhook', url: `${server.url}/start`, statusUrl: null, token: OWN_TOKEN },
      setting: {},
      behave: (next) => {
        how = next;
      },
      isAtWork: () => server.open() > 0,
    };
  },

  sesam: async () => {
    const pipes = ['a', 'b'].map((id) => ({ id, run: () => Promise.resolve() }));
    const node = await startSesamNode({ jwt: OWN_TOKEN, pipes });
    onTestFinished(() => node.close());
    const [a, b] = [node.controls.pipe('a'), node.controls.pipe('b')];
    return {
      choice: { name: 'sesam', url: node.url, pipes: ['a', 'b'], jwt: OWN_TOKEN },
      setting: {},
      behave: (how) => {
        b.slow(how === 'never ending' ? Infinity : 1);
        a.fail(how === 'badly' ? 'no such luck' : how === 'indiscreetly' ? ALL_SECRETS : null);
      },
      isAtWork: () => b.isRunning(),
    };
  },

  continuous: async () => {
    let how: Behaviour = 'well';
    let looking = 0;
    let looks = 0;
    const observe = async (): Promise<string> => {
      looks += 1;
      if (how === 'badly') throw new Error('no such luck');
      if (how === 'indiscreetly') throw new Error(SECRETS_OF_TENANTS);
      if (how !== 'never ending') return 'always the same';
      looking = looks;
      return `another one: ${looks}`;
    };
    return {
      choice: { name: 'continuous', stableMs: 20 },
      setting: { observe },
      behave: (next) => {
        how = next;
      },
      // It is at work as long as it has looked since it was asked last.
      isAtWork: () => {
        const was = looking;
        looking = 0;
        return was > 0;
      },
    };
  },
};

/** Of a killed process that nobody has reaped yet, nothing runs any more. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}
