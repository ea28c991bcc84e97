/** Request header in which proxy.ts hands the page's own address on. */
export const pathHeader = "x-page-path";
