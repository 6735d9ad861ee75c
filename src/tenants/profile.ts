/** The conventions of a tenant, as configuration: each key's default is how the tenant of contract 6.3 does it. */
import { z } from 'zod';
import { PropertyPath } from '../domain/path.ts';
import { contradictions, DISPENSABLE, NAMEABLE } from './places.ts';

const Place = z
  .string()
  .refine((path) => PropertyPath.safeParse(path).success, 'it must be a dotted path, such as meta.updated')
  .refine((path) => !path.split('.').includes('__proto__'), '__proto__ is no name that can be read');
const PlaceOrWhole = z.union([z.literal(''), Place], 'it must be a dotted path, or "" for the whole');
const Parameter = z.string().min(1, 'a parameter has a name');
const RequestPath = z
  .string()
  .regex(/^\/[^?#\s]*$/, 'it must begin with a slash, and have neither query, fragment nor white space');
const ItemPath = RequestPath.refine(
  (path) => path.split('{id}').length === 2,
  'it must have {id} in it, once, where the id goes',
);
const TokenUrl = z.string().refine(isTokenUrl, {
  message: 'it must be an http or https URL without credentials and without a fragment',
});
const Size = z.int().min(1);

const Paging = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('cursor'),
      cursorParameter: Parameter.default('cursor'),
      nextProperty: Place.default('next'),
      sizeParameter: Parameter.default('limit'),
      size: Size.default(100),
    }),
    z.strictObject({
      kind: z.literal('page'),
      pageParameter: Parameter.default('page'),
      first: z.int().min(0).default(1),
      sizeParameter: Parameter.default('per_page'),
      size: Size.default(50),
    }),
    z.strictObject({
      kind: z.literal('offset'),
      offsetParameter: Parameter.default('offset'),
      sizeParameter: Parameter.default('limit'),
      size: Size.default(50),
    }),
    z.strictObject({
      kind: z.literal('link'),
      sizeParameter: Parameter.default('per_page'),
      size: Size.default(50),
    }),
  ],
  'it can be cursor, page, offset or link',
);

const Auth = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('bearer') }),
    z.strictObject({
      kind: z.literal('client-credentials'),
      tokenUrl: TokenUrl,
      scope: z.string().min(1).optional(),
    }),
    z.strictObject({ kind: z.literal('refresh-token'), tokenUrl: TokenUrl }),
  ],
  'it can be bearer, client-credentials or refresh-token',
);

const Marker = z.strictObject({ path: RequestPath, property: Place, value: z.string().min(1) });

export const Profile = z
  .strictObject({
    /** GET lists, POST creates. */
    listPath: RequestPath.default('/companies'),
    itemPath: ItemPath.default('/companies/{id}'),
    /** Where the array is in what a listing answers; `''` where it is the whole. */
    itemsProperty: PlaceOrWhole.default('items'),
    /** Where the record is in what a call for one answers; `''` where it is the whole. */
    itemProperty: PlaceOrWhole.default(''),
    paging: Paging.prefault({ kind: 'cursor' }),
    /** Null where there is none: then everything is listed. */
    sinceParameter: Parameter.nullable().default('modifiedSince'),
    update: z.enum(['patch', 'put'], 'it can be patch or put').default('patch'),
    patchContentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'it must be a media type')
      .default('application/merge-patch+json'),
    /** Our name → theirs, each a dotted path; that of an address moves its leaves. */
    names: z
      .record(
        z.string().refine((name) => NAMEABLE.includes(name), `it can be ${NAMEABLE.join(', ')}`),
        Place,
      )
      .default({}),
    /** What the tenant does not have at all: it is read as null. */
    missing: z.array(z.enum(DISPENSABLE, `it can be ${DISPENSABLE.join(', ')}`)).default([]),
    /** How long it takes until what was written is listed. */
    propagationSeconds: z.number().min(0).default(0),
    auth: Auth.prefault({ kind: 'bearer' }),
    /** What is read before anything is written. */
    marker: Marker.nullable().default(null),
  })
  .superRefine((profile, context) => {
    for (const { path, message } of contradictions(profile)) {
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type Profile = z.infer<typeof Profile>;

export const DEFAULT_PROFILE: Profile = Profile.parse({});

/** The profile cannot be used: the message names the file, and the key or the place in it. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}

/** The profile in a file's text. Throws `ProfileError`. */
export function parseProfile(text: string, file: string): Profile {
  const parsed = Profile.safeParse(jsonOf(text, file));
  if (parsed.success) return parsed.data;
  throw new ProfileError(parsed.error.issues.map((issue) => `${file}: ${told(issue)}`).join('\n'));
}

/** One fault as `key: what is wrong with it`. */
function told(issue: z.core.$ZodIssue): string {
  const key = (more: readonly PropertyKey[]): string => [...issue.path, ...more].map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => `${key([name])}: there is no such key`).join('; ');
  }
  if (issue.code === 'invalid_key') return `${key([])}: ${issue.issues[0]?.message ?? issue.message}`;
  return `${key([]) || 'the whole'}: ${issue.message}`;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // The parser repeats what stands there, which may be a secret that should not.
    const why =
      error instanceof Error ? error.message.replace(/,? (?:\.\.\.)?".*" is not valid JSON$/s, '') : '';
    throw new ProfileError(`${file}: the whole: no JSON: ${why}`);
  }
}

function isTokenUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
}
