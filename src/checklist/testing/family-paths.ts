/** Property paths as the family has them, with everything that can stand behind them. */
import { listed, type Random } from './family-random.ts';

const SEGMENTS = listed(
  'address postAddress visitAddress invoiceAddress country countryCode postCode postalArea streetAddress city name firstName lastName displayName email phone mobile website orgNr vatNumber description comment status category type kind owner createdBy createdAt modifiedAt startDate endDate dueDate amount currency price quantity unit discount total reference external_id parent_id customer_id is_active isDeleted language code number items value values fields properties attributes metadata tags custom_fields primary billing shipping contact company project department',
  ' ',
);

const VALUES = listed('organisation person private 1 2 true active customer supplier NO default', ' ');

const DEPENDANT_SHARE = 0.05;
const EMPTY_PATH_SHARE = 0.15;

/** A path, and seldom on what the property depends. */
export function drawPath(random: Random): string {
  const path = plainPath(random);
  if (!random.chance(DEPENDANT_SHARE)) return path;
  const count = random.weighted<number>([
    [70, 1],
    [20, 2],
    [7, 3],
    [3, 4],
  ]);
  // Where a property depends on several others, no space stands between them.
  return `${path} ${Array.from({ length: count }, () => dependant(random)).join('')}`;
}

/** Properties by which records are recognised. */
export function drawKey(random: Random): string {
  return random.chance(0.5) ? random.one(['orgNr', 'email', 'name', 'id', 'phone']) : drawPath(random);
}

function plainPath(random: Random): string {
  return random.weighted([
    [94, () => dotted(random)],
    [3, () => '$original_id'],
    [3, () => `ps:P${random.between(1, 2999)}`],
  ])();
}

function dotted(random: Random): string {
  const length = random.weighted<number>([
    [50, 1],
    [28, 2],
    [13, 3],
    [6, 4],
    [3, 5],
  ]);
  return Array.from({ length }, () => random.one(SEGMENTS)).join('.');
}

function dependant(random: Random): string {
  const path = random.chance(EMPTY_PATH_SHARE) ? '' : plainPath(random);
  return `(Dependant on having ${random.one(VALUES)} in ${path})`;
}
