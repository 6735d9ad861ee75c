/** The package ships no types; its shape is parsed where it is read. */
declare module 'norway-postal-codes' {
  const codes: unknown;
  export default codes;
}
