/** A document whose names are markup: none of it may be more than text on the page. */

/** Its left system is `<script>alert(1)</script>`, and what ends a script stands in types, properties and sentences. */
export function awkwardText(): string {
  const title = '<script>alert(1)</script> to </script><!--<script> Dataflow';
  const heading = '<script>alert(1)</script> Users</script> to </script><!--<script> Users';
  return `${'='.repeat(title.length)}
${title}
${'='.repeat(title.length)}

${heading}
${'-'.repeat(heading.length)}

A sentence with </script><script>alert(2)</script>.

.. list-table::
   :header-rows: 1

   * - <script>alert(1)</script> Property
     - </script><!--<script> Property
     - <script>alert(1)</script> Data Type
   * - <b>name</b>
     - </script>name
     - "<i>string</i>"
`;
}
