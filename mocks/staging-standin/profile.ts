/** The profile that describes this tenant to a client: the same object that a user would write into a JSON file. */

/** What the tenant calls itself where nothing else is asked for. */
export const STANDIN_NAME = 'Fjordkontor staging';

interface ProfileOptions {
  /** The tenant's name: the marker that is to be seen before anything is written. */
  readonly name?: string;
  /** How long a write takes to be listed, in seconds. */
  readonly propagationSeconds?: number;
}

/** `baseUrl` is the stand-in's `url`; the token endpoint is on the same origin. */
export function standinProfile(baseUrl: string, options: ProfileOptions = {}) {
  const { name = STANDIN_NAME, propagationSeconds = 0 } = options;
  return {
    listPath: '/organisations',
    itemPath: '/organisations/{id}',
    itemsProperty: 'data.records',
    itemProperty: 'record',
    paging: { kind: 'page', pageParameter: 'page', first: 1, sizeParameter: 'per_page', size: 50 },
    sinceParameter: 'updated_since',
    update: 'put',
    names: NAMES,
    missing: [],
    propagationSeconds,
    auth: { kind: 'client-credentials', tokenUrl: new URL('/connect/token', baseUrl).href },
    marker: { path: '/tenant', property: 'tenant.name', value: name },
  };
}

/** Ours → theirs, from the record's root. */
const NAMES: Readonly<Record<string, string>> = {
  id: 'key',
  orgNr: 'organisation.number',
  name: 'title',
  phone: 'telephone',
  email: 'mail',
  website: 'web',
  ...addressNames('postAddress', 'addresses.postal'),
  ...addressNames('visitAddress', 'addresses.visiting'),
  modifiedAt: 'meta.updated',
};

function addressNames(ours: string, theirs: string): Record<string, string> {
  return {
    [ours]: theirs,
    [`${ours}.country`]: `${theirs}.countryCode`,
    [`${ours}.postCode`]: `${theirs}.zip`,
    [`${ours}.postalArea`]: `${theirs}.city`,
    [`${ours}.streetAddress`]: `${theirs}.lines`,
  };
}
