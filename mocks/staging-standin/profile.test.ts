import { expect, test } from 'vitest';
import { z } from 'zod';
import { STANDIN_NAME, standinProfile } from './profile.ts';
import { call, etagOf, standin } from './test-client.ts';

function at(object: unknown, path: string): unknown {
  let found = object;
  for (const name of path.split('.')) found = z.record(z.string(), z.unknown()).parse(found)[name];
  return found;
}

test('is what a JSON file can hold', async () => {
  const profile = standinProfile((await standin()).url, { propagationSeconds: 2 });
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  expect(profile.propagationSeconds).toBe(2);
});

test('leads to the token, the marker, the records and their leaves, over HTTP', async () => {
  const tenant = await standin({
    clients: { qa: 'secret' },
    name: 'Elsewhere',
    foreign: 2,
    alsoForeign: [FULL],
  });
  const profile = standinProfile(tenant.url, { name: 'Elsewhere' });
  const granted = await call(tenant, 'POST', profile.auth.tokenUrl, {
    token: null,
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'qa', client_secret: 'secret' }),
  });
  const token = z.string().parse(at(JSON.parse(granted.text), 'access_token'));

  const marker = JSON.parse((await call(tenant, 'GET', profile.marker.path, { token })).text);
  expect(at(marker, profile.marker.property)).toBe(profile.marker.value);

  const { pageParameter, first, sizeParameter, size } = profile.paging;
  const query = `?${pageParameter}=${first}&${sizeParameter}=${size}&${profile.sinceParameter}=2020-01-01T00:00:00Z`;
  const listed = JSON.parse((await call(tenant, 'GET', profile.listPath + query, { token })).text);
  const records = z.array(z.unknown()).parse(at(listed, profile.itemsProperty));
  expect(records).toHaveLength(3);

  const id = z.string().parse(at(records[2], profile.names['id'] ?? ''));
  const read = await call(tenant, 'GET', profile.itemPath.replace('{id}', id), { token });
  const record = at(JSON.parse(read.text), profile.itemProperty);
  expect(record).toEqual(records[2]);
  for (const [ours, value] of Object.entries(LEAVES)) {
    expect([ours, at(record, profile.names[ours] ?? '')]).toEqual([ours, value]);
  }
  const updated = await call(tenant, profile.update, profile.itemPath.replace('{id}', id), {
    token,
    body: record,
    headers: { 'if-match': etagOf(read) },
  });
  expect(updated.status).toBe(200);
});

test('the name that nobody chose is the tenant’s', async () => {
  const tenant = await standin();
  const marker = (await call(tenant, 'GET', '/tenant')).text;
  expect(JSON.parse(marker)).toMatchObject({ tenant: { name: STANDIN_NAME } });
  expect(standinProfile(tenant.url).marker.value).toBe(STANDIN_NAME);
});

const FULL = {
  organisation: { number: '310000000' },
  title: 'title',
  telephone: 'telephone',
  mail: 'mail',
  web: 'web',
  addresses: {
    postal: { countryCode: 'p-country', zip: 'p-zip', city: 'p-city', lines: 'p-lines' },
    visiting: { countryCode: 'v-country', zip: 'v-zip', city: 'v-city', lines: 'v-lines' },
  },
};

const LEAVES = {
  orgNr: '310000000',
  name: 'title',
  phone: 'telephone',
  email: 'mail',
  website: 'web',
  postAddress: FULL.addresses.postal,
  'postAddress.country': 'p-country',
  'postAddress.postCode': 'p-zip',
  'postAddress.postalArea': 'p-city',
  'postAddress.streetAddress': 'p-lines',
  visitAddress: FULL.addresses.visiting,
  'visitAddress.country': 'v-country',
  'visitAddress.postCode': 'v-zip',
  'visitAddress.postalArea': 'v-city',
  'visitAddress.streetAddress': 'v-lines',
};
