const format = new Intl.NumberFormat("zh-CN");

/** A count with thousands separators: 1204 → "1,204". */
export function formatCount(count: number): string {
  return format.format(count);
}

/** A count that stopped at `cap`: with a plus sign beyond it, 2,000+. */
export const formatCapped = (count: number, cap: number): string =>
  count > cap ? `${formatCount(cap)}+` : formatCount(count);
