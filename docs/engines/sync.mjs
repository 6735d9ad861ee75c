#!/usr/bin/env node
/**
 * A small engine written against the command contract alone: one pass, then exit. It shares no code with the
 * project, so it is also a second opinion on what the checks expect. Read it as a starting point for your own.
 *
 *   npx dataflow-qa run --engine command --engine-command "node docs/engines/sync.mjs"
 *
 * With `--not-crossed` it is wrong on purpose: addresses are copied straight, post to post and visit to visit.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const env = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set`);
  return process.env[name];
};
const a = { url: env('TENANT_A_URL'), token: env('TENANT_A_TOKEN') };
const b = { url: env('TENANT_B_URL'), token: env('TENANT_B_TOKEN') };
const oneTenant = a.url === b.url;
const { keys, rows } = readTables(readFileSync(env('CHECKLIST'), 'utf8'));
const stateFile = path.join(env('STATE_DIR'), 'links.json');
const links = readState();

const [left, right] = [await list(a), oneTenant ? null : await list(b)];
const rights = right ?? left;
findLinks();
for (const link of links) await keepEqual(link);
writeFileSync(`${stateFile}.new`, JSON.stringify(links));
renameSync(`${stateFile}.new`, stateFile);

/** Companies without a link are linked where each side has exactly one with the key. */
function findLinks() {
  const linked = new Set(
    links.flatMap((link) => [`a ${link.left}`, `${oneTenant ? 'a' : 'b'} ${link.right}`]),
  );
  const free = (records, tenant) => [...records.values()].filter(({ id }) => !linked.has(`${tenant} ${id}`));
  for (const [leftPath, rightPath] of keys) {
    const [byLeft, byRight] = [
      group(free(left, 'a'), leftPath),
      group(free(rights, oneTenant ? 'a' : 'b'), rightPath),
    ];
    for (const [key, ones] of byLeft) {
      const others = byRight.get(key) ?? [];
      const pair =
        oneTenant && ones.length === 2
          ? ones
          : ones.length === 1 && others.length === 1
            ? [ones[0], others[0]]
            : [];
      if (pair.length === 2 && pair[0] !== pair[1])
        links.push({ left: pair[0].id, right: pair[1].id, agreed: null });
    }
  }
}

async function keepEqual(link) {
  const [l, r] = [left.get(link.left), rights.get(link.right)];
  if (!l || !r) return;
  const patches = { left: {}, right: {} };
  const agreed = {};
  for (const [leftPath, rightPath] of rows) {
    const [lv, rv] = [read(l, leftPath), read(r, rightPath)];
    const name = `${leftPath} ${rightPath}`;
    agreed[name] = lv;
    if (same(lv, rv)) continue;
    const winner = choose(
      link.agreed?.[name],
      lv,
      rv,
      l.modifiedAt >= r.modifiedAt ? 'left' : 'right',
      !link.agreed,
    );
    agreed[name] = winner === 'left' ? lv : rv;
    if (winner === 'left') write(patches.right, rightPath, lv);
    else write(patches.left, leftPath, rv);
  }
  // Both writes are conditional on the record still being what was read; if not, the next pass decides again.
  if (!(await patch(a, l, patches.left))) return;
  if (!(await patch(oneTenant ? a : b, r, patches.right))) return;
  link.agreed = agreed;
}

function choose(agreed, lv, rv, newest, first) {
  if (first) return empty(lv) ? 'right' : empty(rv) ? 'left' : newest;
  if (same(lv, agreed)) return 'right';
  if (same(rv, agreed)) return 'left';
  return newest;
}

async function patch(tenant, record, body) {
  if (Object.keys(body).length === 0) return true;
  const now = await call(tenant, 'GET', `/companies/${record.id}`);
  if (now.body.modifiedAt !== record.modifiedAt) return false;
  const done = await call(tenant, 'PATCH', `/companies/${record.id}`, body, now.etag);
  return done.status === 200;
}

async function list(tenant) {
  const all = new Map();
  for (let cursor = ''; cursor !== null;) {
    const page = await call(
      tenant,
      'GET',
      `/companies?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    for (const company of page.body.items) all.set(company.id, company);
    cursor = page.body.next;
  }
  return all;
}

async function call(tenant, method, target, body, etag) {
  const response = await fetch(tenant.url + target, {
    method,
    headers: {
      authorization: `Bearer ${tenant.token}`,
      ...(body && { 'content-type': 'application/merge-patch+json' }),
      ...(etag && { 'if-match': etag }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok && response.status !== 412) throw new Error(`${method} ${target}: ${response.status}`);
  return { status: response.status, etag: response.headers.get('etag'), body: await response.json() };
}

/** Two-cell rows are keys, three-cell rows are properties; the first of each table is its header. */
function readTables(text) {
  const rowsOf = (table) => [...table.matchAll(/^\s*\* - (.*)((?:\r?\n\s+- .*)+)/gm)].slice(1);
  const cells = ([, first, rest]) => [first, ...rest.split(/\r?\n\s+- /).slice(1)].map((cell) => cell.trim());
  const tables = text
    .split('.. list-table::')
    .slice(1)
    .map((table) => rowsOf(table).map(cells));
  const cross = (to, from) => (process.argv.includes('--not-crossed') && to.includes('.') ? from : to);
  return {
    keys: tables.flat().filter((row) => row.length === 2),
    rows: tables
      .flat()
      .filter((row) => row.length === 3 && row[0] !== 'id')
      .map(([from, to]) => [from, cross(to, from)]),
  };
}

function group(records, dotted) {
  const groups = new Map();
  for (const record of records) {
    const key = read(record, dotted);
    if (!empty(key)) groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return groups;
}

function read(record, dotted) {
  return dotted.split('.').reduce((value, name) => value?.[name] ?? null, record);
}

function write(body, dotted, value) {
  const [head, leaf] = dotted.split('.');
  if (leaf) (body[head] ??= {})[leaf] = value;
  else body[head] = value;
}

function empty(value) {
  return value === null || value === undefined || value === '';
}

function same(one, other) {
  return one === other || (empty(one) && empty(other));
}

function readState() {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
