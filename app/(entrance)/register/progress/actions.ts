"use server";

import { z } from "zod";
import { visitorAction } from "@/lib/action";
import { lookUpRegistration } from "@/lib/registration/progress/commands";
import { progressSchema } from "@/lib/registration/progress/schema";
import { anyTicket, dropTicket, writeTicket } from "@/lib/registration/ticket";
import { remindRegistration, withdrawRegistration } from "@/lib/review/registration-progress";

/** The ticket says which registration it is about. */
const nothing = z.strictObject({});

export const lookUp = visitorAction({ schema: progressSchema }, async (ctx, query) => {
  const { id, kind } = await lookUpRegistration(ctx, query);
  await writeTicket(id, kind);
  return null;
});

export const withdraw = visitorAction({ schema: nothing }, async (ctx) =>
  withdrawRegistration(ctx, await anyTicket()),
);

export const remind = visitorAction({ schema: nothing }, async (ctx) =>
  remindRegistration(ctx, await anyTicket()),
);

export const leave = visitorAction({ schema: nothing }, () => dropTicket());
