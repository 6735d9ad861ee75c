/** What is taken out of a page of Allure's report, and what is not. */
import { expect, it } from 'vitest';
import { analyticsIn, withoutAnalytics } from './allure-analytics.ts';

const PAGE = `<body>
    <script src="app.js"></script>
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    <script>
        window.dataLayer = window.dataLayer || [];
        function gtag(){dataLayer.push(arguments);}
        gtag('config', 'G-1', { "report": "awesome" });
    </script>
    <script async>
      window.allureReportDataReady = true;
    </script>
</body>
`;

it('the scripts that tell a host go, all others stay', () => {
  expect(analyticsIn(PAGE)).toBe('googletagmanager');
  const cleaned = withoutAnalytics(PAGE);
  expect(cleaned).toBe(`<body>
    <script src="app.js"></script>
    <script async>
      window.allureReportDataReady = true;
    </script>
</body>
`);
  expect(analyticsIn(cleaned)).toBe(null);
});

it('a page that calls in a way that is not known is found out', () => {
  const page = '<img src="https://www.google-analytics.com/collect?v=1">';
  expect(withoutAnalytics(page)).toBe(page);
  expect(analyticsIn(page)).toBe('google-analytics');
});
