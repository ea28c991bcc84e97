"use client";

import { useEffect, useState } from "react";
import type { FoundOrganization } from "@/lib/registration/queries";
import { searchLimit } from "@/lib/registration/schema";
import type { SearchOrganizations } from "./organization-picker";

type Query = Parameters<SearchOrganizations>[0];

const waitMs = 300;

/** Searches a moment after the last key. An answer shows only while its question is still the one that is asked. */
export function useOrganizationSearch(search: SearchOrganizations, { purpose, q, divisionCode }: Query) {
  const [answer, setAnswer] = useState<{ key: string; found: FoundOrganization[]; status: string }>();
  const text = q.trim();
  const key = JSON.stringify([purpose, text, divisionCode]);
  // One letter finds everything: with a region the region's own list is shown meanwhile.
  const enough = text.length >= 2 || (divisionCode !== "" && text.length === 0);

  useEffect(() => {
    if (!enough) return;
    let current = true;
    const timer = setTimeout(async () => {
      const result = await search({ purpose, q: text, divisionCode }).catch(() => null);
      if (!current) return;
      const found = result?.ok ? result.data : [];
      const failure = result ? !result.ok && result.message : "查找失败，请检查网络";
      setAnswer({ key, found, status: failure || countOf(found.length) });
    }, waitMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, purpose, text, divisionCode, key, enough]);

  if (!enough) return { found: [], status: instruction };
  return answer?.key === key ? answer : { found: [], status: "正在查找…" };
}

const instruction = "请选择区划，或输入名称查找，再从结果中选择";

function countOf(number: number): string {
  if (number === 0) return "没有找到，请换一个区划或名称";
  if (number === searchLimit) return `只显示前 ${searchLimit} 个，请输入更完整的名称`;
  return `找到 ${number} 个，请选择`;
}
