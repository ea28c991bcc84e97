import "server-only";
import type { Executor, Tx } from "@/db/client";
import type { RegistrationKind } from "@/db/enums";
import type { Actor } from "@/lib/audit";
import { transact, type VisitorCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { findRegistration } from "@/lib/registration/progress/queries";
import { remindReviewer, withdrawReview } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { availableActions, reminderRefusal } from "@/lib/workflow/rules";
import { personRegistrationKind } from "./person-registration";
import { unitRegistrationKind } from "./unit-registration";

/** Both kinds of registration, by what a ticket says. */
const kinds = { unit: unitRegistrationKind, person: personRegistrationKind } as const;

/** The registration that a browser's ticket names; whoever holds the ticket is taken for its applicant. */
type Ticket = { id: string; kind: RegistrationKind };

/**
 * How a registration stands: its rounds, the newest first, the step that is waited for, and what its applicant may
 * do. Null: it was not submitted, or is no more.
 */
export async function findProgress(db: Executor, ticket: Ticket) {
  const registration = await findRegistration(db, ticket);
  if (!registration || registration.state === "draft") return null;
  const rounds = await roundsOf(db, kinds[ticket.kind], ticket.id);
  const steps = rounds[0]?.steps ?? [];
  const open = steps.find((step) => step.state === "open") ?? null;
  const decided = steps.filter((step) => step.decidedAt !== null).length;
  return {
    ...registration,
    state: registration.state,
    rounds,
    open,
    rejected: registration.state === "rejected" ? steps.find((step) => step.state === "rejected") : undefined,
    actions: availableActions(registration.state, { decided }),
    reminderRefusal: open && reminderRefusal(open, new Date()),
  };
}
export type RegistrationProgress = NonNullable<Awaited<ReturnType<typeof findProgress>>>;

/** Takes a registration back that nobody has decided yet. */
export const withdrawRegistration = (ctx: VisitorCtx, ticket: Ticket | null): Promise<{ id: string }> =>
  asApplicant(ctx, ticket, (tx, actor, { id, kind }) => withdrawReview(tx, actor, kinds[kind], id));

/** 催办 of a registration by whoever submitted it. */
export const remindRegistration = (ctx: VisitorCtx, ticket: Ticket | null): Promise<{ id: string }> =>
  asApplicant(ctx, ticket, (tx, actor, { id, kind }) => remindReviewer(tx, actor, kinds[kind], id));

function asApplicant(
  ctx: VisitorCtx,
  ticket: Ticket | null,
  work: (tx: Tx, actor: Actor, ticket: Ticket) => Promise<void>,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const registration = ticket && (await findRegistration(tx, ticket));
    if (!ticket || !registration?.name) throw new AppError("missing", "查询已过期，请重新查询后再操作");
    await work(tx, { id: null, name: registration.name, organizationId: null, address: ctx.address }, ticket);
    return { id: ticket.id };
  });
}
