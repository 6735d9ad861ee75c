import { describe, expect, it } from 'vitest';
import { DEFAULT_PROFILE, parseProfile, ProfileError } from './profile.ts';

function told(profile: unknown): string {
  try {
    parseProfile(typeof profile === 'string' ? profile : JSON.stringify(profile), 'profile.json');
  } catch (error) {
    if (error instanceof ProfileError) return error.message;
    throw error;
  }
  return '';
}

describe('a profile', () => {
  it('of nothing is the tenant of the contract', () => {
    expect(parseProfile('{}', 'x')).toEqual(DEFAULT_PROFILE);
    expect(DEFAULT_PROFILE).toEqual({
      listPath: '/companies',
      itemPath: '/companies/{id}',
      itemsProperty: 'items',
      itemProperty: '',
      paging: {
        kind: 'cursor',
        cursorParameter: 'cursor',
        nextProperty: 'next',
        sizeParameter: 'limit',
        size: 100,
      },
      sinceParameter: 'modifiedSince',
      update: 'patch',
      patchContentType: 'application/merge-patch+json',
      names: {},
      missing: [],
      propagationSeconds: 0,
      auth: { kind: 'bearer' },
      marker: null,
    });
  });

  it.each([
    [
      { kind: 'page' },
      { kind: 'page', pageParameter: 'page', first: 1, sizeParameter: 'per_page', size: 50 },
    ],
    [{ kind: 'offset' }, { kind: 'offset', offsetParameter: 'offset', sizeParameter: 'limit', size: 50 }],
    [{ kind: 'link' }, { kind: 'link', sizeParameter: 'per_page', size: 50 }],
  ])('has paging with defaults of its kind: %j', (paging, whole) => {
    expect(parseProfile(JSON.stringify({ paging }), 'x').paging).toEqual(whole);
  });

  it.each<[unknown, string]>([
    [{ listpath: '/x' }, 'profile.json: listpath: there is no such key'],
    [{ auth: { kind: 'bearer', token: 'hush' } }, 'profile.json: auth.token: there is no such key'],
    [{ listPath: 'companies' }, 'profile.json: listPath: it must begin with a slash'],
    [{ itemPath: '/companies/{key}' }, 'profile.json: itemPath: it must have {id} in it'],
    [{ itemsProperty: 'a..b' }, 'profile.json: itemsProperty: it must be a dotted path'],
    [{ paging: { kind: 'pages' } }, 'profile.json: paging.kind: it can be cursor, page, offset or link'],
    [
      { paging: { kind: 'page', nextProperty: 'x' } },
      'profile.json: paging.nextProperty: there is no such key',
    ],
    [{ paging: { kind: 'link', size: 0 } }, 'profile.json: paging.size: '],
    [{ sinceParameter: '' }, 'profile.json: sinceParameter: a parameter has a name'],
    [{ update: 'post' }, 'profile.json: update: it can be patch or put'],
    [{ names: { orgnr: 'x' } }, 'profile.json: names.orgnr: it can be id, orgNr,'],
    [{ names: { orgNr: '__proto__.x' } }, 'profile.json: names.orgNr: __proto__ is no name'],
    [{ names: { orgNr: 'name' } }, 'profile.json: names: orgNr is at name and name at name: '],
    [
      { names: { name: 'postAddress' } },
      'profile.json: names: name is at postAddress and postAddress.country at ',
    ],
    [
      { names: { visitAddress: 'postAddress' } },
      'names: postAddress.country is at postAddress.country and visitAddress.country at ',
    ],
    [{ missing: ['id'] }, 'profile.json: missing.0: it can be orgNr,'],
    [{ missing: ['phone'], names: { phone: 'x' } }, 'profile.json: missing: phone has a name'],
    [
      { auth: { kind: 'basic' } },
      'profile.json: auth.kind: it can be bearer, client-credentials or refresh-token',
    ],
    [{ auth: { kind: 'client-credentials' } }, 'profile.json: auth.tokenUrl: '],
    [
      { auth: { kind: 'refresh-token', tokenUrl: 'http://me:hush@h/' } },
      'profile.json: auth.tokenUrl: it must be',
    ],
    [{ marker: { path: '/x', property: 'y', value: '' } }, 'profile.json: marker.value: '],
    [[], 'profile.json: the whole: '],
    ['{"auth": "hush",}', 'profile.json: the whole: no JSON: '],
    ['{"auth": hush}', 'profile.json: the whole: no JSON: '],
  ])('is refused by file and key: %j', (profile, message) => {
    expect(told(profile)).toContain(message);
    expect(told(profile)).not.toContain('hush');
  });

  it('is told of everything that is wrong with it at once', () => {
    expect(told({ update: 'x', sinceParameter: 3 }).split('\n')).toHaveLength(2);
  });
});
