"use client";

import { useEffect, useRef, useState } from "react";
import type { FoundOrganization } from "@/lib/registration/queries";
import { searchLimit } from "@/lib/registration/schema";
import type { SearchOrganizations } from "./organization-picker";

type Query = Parameters<SearchOrganizations>[0];

const waitMs = 300;

/** Searches a moment after the last key; an answer that a later question has overtaken is dropped. */
export function useOrganizationSearch(search: SearchOrganizations, { purpose, q, divisionCode }: Query) {
  const [found, setFound] = useState<FoundOrganization[]>([]);
  const [status, setStatus] = useState(instruction);
  const asked = useRef(0);
  const text = q.trim();
  // One letter finds everything: with a region the region's own list is shown meanwhile.
  const enough = text.length >= 2 || (divisionCode !== "" && text.length === 0);

  useEffect(() => {
    asked.current += 1;
    const question = asked.current;
    if (!enough) {
      setFound([]);
      setStatus(instruction);
      return;
    }
    const timer = setTimeout(async () => {
      setStatus("正在查找…");
      const answer = await search({ purpose, q: text, divisionCode }).catch(() => null);
      if (question !== asked.current) return;
      setFound(answer?.ok ? answer.data : []);
      setStatus(answer ? (answer.ok ? countOf(answer.data.length) : answer.message) : "查找失败，请检查网络");
    }, waitMs);
    return () => clearTimeout(timer);
  }, [search, purpose, text, divisionCode, enough]);

  return { found, status };
}

const instruction = "请选择区划，或输入名称查找，再从结果中选择";

function countOf(number: number): string {
  if (number === 0) return "没有找到，请换一个区划或名称";
  if (number === searchLimit) return `只显示前 ${searchLimit} 个，请输入更完整的名称`;
  return `找到 ${number} 个，请选择`;
}
