const format = new Intl.NumberFormat("zh-CN");

/** A count with thousands separators: 1204 → "1,204". */
export function formatCount(count: number): string {
  return format.format(count);
}
