// 消息 of the professional
import type { Metadata } from "next";
import { Messages } from "@/app/(console)/messages/messages";
import { requirePage } from "@/lib/access/require";

export const metadata: Metadata = { title: "消息" };

export default async function MyMessagesPage({ searchParams }: PageProps<"/me/messages">) {
  const ctx = await requirePage("self");
  return <Messages ctx={ctx} pathname="/me/messages" search={await searchParams} />;
}
