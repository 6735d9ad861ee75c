/** The record types that a document tells of, and how often it comes back to one. */
import { type Choices, listed, type Random } from './family-random.ts';
import type { Systems } from './family-systems.ts';

/** The two record types of a section, as they stand in its heading. */
export interface TypePair {
  source: string;
  /** The empty string where the document leaves it out. */
  target: string;
  /** The records are links between others; some cells of such tables are empty. */
  isOfLinks: boolean;
}

/** A new pair, or one that takes up a record type of an earlier section, or both of them. */
export function drawTypes(random: Random, systems: Systems, earlier: readonly TypePair[]): TypePair {
  const pair = newTypes(random, systems);
  const [first, ...others] = earlier;
  if (!first) return pair;
  const { source, target, isOfLinks } = random.one([first, ...others]);
  if (isOfLinks !== pair.isOfLinks) return pair;
  return random.weighted<TypePair>([
    [76, pair],
    [12, { ...pair, source }],
    [9, { ...pair, target }],
    [3, { source, target, isOfLinks }],
  ]);
}

/** A record type without its system, as the sentences on created records have them. */
export function drawRecord(random: Random): string {
  return random.one(RECORDS);
}

function newTypes(random: Random, { left, right }: Systems): TypePair {
  const isOfLinks = random.chance(LINKS_SHARE);
  const records = isOfLinks ? LINK_RECORDS : RECORDS;
  const source = withSuffix(random, random.one(records));
  const other = withSuffix(random, random.one(records));
  const target = `${right} ${random.chance(SAME_RECORD_SHARE) ? source : other}`;
  return {
    source: `${left} ${source}`,
    target: random.chance(EMPTY_TARGET_SHARE) ? '' : target,
    isOfLinks,
  };
}

function withSuffix(random: Random, record: string): string {
  return random.chance(SUFFIX_SHARE) ? record + random.one(SUFFIXES) : record;
}

const SAME_RECORD_SHARE = 0.6;
const SUFFIX_SHARE = 0.15;
const EMPTY_TARGET_SHARE = 0.03;
const LINKS_SHARE = 0.08;

const RECORDS = listed(
  `Companies
  Contacts
  Contact persons
  Persons
  Users
  Employees
  Departments
  Projects
  Project tasks
  Orders
  Order lines
  sales_orders
  purchaseOrder
  Invoices
  Invoice lines
  Products
  ProductGroups
  product_category
  Price lists
  Units
  Currencies
  Countries
  Addresses
  Locations
  Warehouses
  Activities
  Appointments
  Tickets
  Ticket types
  Documents
  Opportunities
  opportunity_stage
  Campaigns
  Accounts
  Ledger accounts
  VAT codes
  Payments
  PaymentTerms
  Deliveries
  Subscriptions
  Time entries
  Absences
  Assets
  Vehicles
  Meters`,
  '\n',
);

const LINK_RECORDS = listed(
  `Company links
  Contact relations
  Project members
  company_contact
  OrderProductLink`,
  '\n',
);

const SUFFIXES: Choices<string> = [
  ' (human data)',
  ' (organisation data)',
  ' (classification data)',
  ' (location data)',
  ' (product data)',
];
