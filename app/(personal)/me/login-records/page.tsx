// 登录记录 of the professional
import type { Metadata } from "next";
import { LoginRecords } from "@/app/(console)/login-records/login-records";
import { requirePage } from "@/lib/access/require";

export const metadata: Metadata = { title: "登录记录" };

export default async function MyLoginRecordsPage({ searchParams }: PageProps<"/me/login-records">) {
  const ctx = await requirePage("self");
  return <LoginRecords ctx={ctx} pathname="/me/login-records" search={await searchParams} />;
}
