import type { Route } from "next";
import type { Portal, ReviewKind } from "@/db/enums";

/**
 * Where an applicant follows a matter of theirs, by the portal they are logged in to. The pages look up what is
 * theirs themselves; `subjectId` counts only where a page shows one matter of many.
 */
export function matterHref(kind: ReviewKind, subjectId: string, portal: Portal): Route {
  return hrefs[kind](encodeURIComponent(subjectId), portal === "professional") as Route;
}

const home = (professional: boolean) => (professional ? "/me" : "/home");

const hrefs: Record<ReviewKind, (id: string, professional: boolean) => string> = {
  declaration: (id, professional) => (professional ? `/me/declarations/${id}` : `/hours/progress/${id}`),
  "person-change": () => "/me/profile",
  transfer: () => "/me/transfer",
  "unit-change": () => "/profile",
  "person-registration": (_, professional) => home(professional),
  "unit-registration": (_, professional) => home(professional),
};
