"use server";

import { visitorAction } from "@/lib/action";
import * as registrations from "@/lib/registration/person/queries";
import { personRegistrationSchema, unitDepartmentsSchema } from "@/lib/registration/person/schema";
import { readTicket, writeTicket } from "@/lib/registration/ticket";
import { submitPersonRegistration } from "@/lib/review/person-registration";

export const submit = visitorAction(
  { schema: personRegistrationSchema, changes: false },
  async (ctx, input) => {
    const ticket = await readTicket("person");
    const registration = await submitPersonRegistration(ctx, input, ticket);
    // A cookie that changes draws the page anew, and a corrected registration is no longer to be corrected.
    if (registration.id !== ticket) await writeTicket(registration.id, "person");
    return registration;
  },
);

export const findDepartments = visitorAction(
  { schema: unitDepartmentsSchema, changes: false },
  registrations.listUnitDepartments,
);
