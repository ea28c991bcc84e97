import "server-only";
import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { db } from "@/db/client";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, contextOf, transact } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { pathHeader } from "@/lib/path-header";
import { clientAddress } from "@/lib/request";
import { isPermission, may, type Permission, permissions, type Requirement } from "./permissions";
import { getViewer, type Viewer } from "./viewer";

/** The context of a professional at their own matters. */
export type PersonCtx = Ctx & { viewer: Viewer & { person: NonNullable<Viewer["person"]> } };

/**
 * The gate of a page: the context for its queries, or a redirect to the login (nobody logged in), to the
 * password page (an initial password must be changed first) or to the viewer's own home (not theirs to see).
 */
export async function requirePage(requirement: Permission | "account" | "console"): Promise<Ctx>;
export async function requirePage(requirement: "self"): Promise<PersonCtx>;
export async function requirePage(requirement: Requirement): Promise<Ctx> {
  const viewer = await getViewer();
  if (!viewer) {
    const path = (await headers()).get(pathHeader);
    redirect((path ? `/login?next=${encodeURIComponent(path)}` : "/login") as Route);
  }
  if (viewer.mustChangePassword && requirement !== "account") redirect("/password" as Route);
  if (!may(viewer, requirement)) redirect(homeOf(viewer));
  return contextOf(db, viewer, await clientAddress());
}

/**
 * The gate of an action or a route handler: the context for its command. Throws an `AppError` in the cases
 * where a page redirects; who lacks a module is audited. A function names the requirement where it depends on who asks.
 */
export async function requireContext(
  requirement: Requirement | ((viewer: Viewer) => Requirement),
): Promise<Ctx> {
  const viewer = await getViewer();
  if (!viewer) throw new AppError("anonymous", "登录已失效，请重新登录后继续，已填写的内容会保留");
  const needed = typeof requirement === "function" ? requirement(viewer) : requirement;
  if (viewer.mustChangePassword && needed !== "account") {
    throw new AppError("forbidden", "请先修改初始密码");
  }
  const ctx = contextOf(db, viewer, await clientAddress());
  if (!may(viewer, needed)) {
    if (isPermission(needed)) await recordRefusal(ctx, needed);
    throw new AppError("forbidden", "您没有进行此项操作的权限，请联系本单位管理员");
  }
  return ctx;
}

/** No screen offers it to them: what comes here was forged, or their rights were just taken away. */
const recordRefusal = (ctx: Ctx, needed: Permission): Promise<void> =>
  transact(ctx, (tx) =>
    recordAudit(tx, actorOf(ctx), {
      action: "access.refused",
      subjectKind: "account",
      subjectId: ctx.viewer.accountId,
      detail: { name: ctx.viewer.name, beyond: [permissions[needed].label] },
    }),
  );

/** Where a viewer's work begins. */
export const homeOf = (viewer: Pick<Viewer, "person">): Route => (viewer.person ? "/me" : "/home") as Route;
