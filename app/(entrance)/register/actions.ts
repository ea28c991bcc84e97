"use server";

import { visitorAction } from "@/lib/action";
import * as registrations from "@/lib/registration/queries";
import { organizationSearchSchema } from "@/lib/registration/schema";

export const searchOrganizations = visitorAction(
  { schema: organizationSearchSchema, changes: false },
  registrations.searchOrganizations,
);
