// 消息 of an administrator
import type { Metadata } from "next";
import { requirePage } from "@/lib/access/require";
import { Messages } from "./messages";

export const metadata: Metadata = { title: "消息" };

export default async function MessagesPage({ searchParams }: PageProps<"/messages">) {
  const ctx = await requirePage("console");
  return <Messages ctx={ctx} pathname="/messages" search={await searchParams} />;
}
