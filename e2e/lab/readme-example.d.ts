/** See `scripts/vite-readme-plugin.mjs`. */
declare module 'virtual:readme-example' {
  export const take: { readonly name: string };
  export const file: File;
}
