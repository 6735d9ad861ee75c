/**
 * Takes the call to an analytics host out of a page of Allure's report: whoever opens a sign-off tells nobody. Allure
 * has no option for it (3.14.3 has it on for every report). Pure.
 */

/** Names that stand in what tells a host of a visit, and nowhere else in a report of Allure. */
const ANALYTICS = /googletagmanager|google-analytics|gtag/;

/** Scripts, with an address or a text of their own, that name such a host. */
export function withoutAnalytics(html: string): string {
  return html.replaceAll(/[ \t]*<script\b[^>]*>.*?<\/script>\n?/gs, (script) =>
    ANALYTICS.test(script) ? '' : script,
  );
}

/** The name that was found, or null: another version of Allure may call in another way. */
export function analyticsIn(text: string): string | null {
  return ANALYTICS.exec(text)?.[0] ?? null;
}
