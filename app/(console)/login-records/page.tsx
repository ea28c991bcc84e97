// 登录记录 of an administrator
import type { Metadata } from "next";
import { requirePage } from "@/lib/access/require";
import { LoginRecords } from "./login-records";

export const metadata: Metadata = { title: "登录记录" };

export default async function LoginRecordsPage({ searchParams }: PageProps<"/login-records">) {
  const ctx = await requirePage("console");
  return <LoginRecords ctx={ctx} pathname="/login-records" search={await searchParams} />;
}
