"use server";

import { resetPassword } from "@/lib/account/commands";
import { resetPasswordSchema } from "@/lib/account/schema";
import { action } from "@/lib/action";
import { issueCertificate } from "@/lib/certificate/commands";
import { issueSchema } from "@/lib/certificate/schema";
import { revealIdNumber } from "@/lib/person/commands";
import { personIdSchema } from "@/lib/person/schema";

export const revealPersonIdNumber = action(
  { permission: "persons.id-number", schema: personIdSchema, changes: false },
  revealIdNumber,
);

export const resetPersonPassword = action(
  { permission: "persons.reset-password", schema: resetPasswordSchema },
  resetPassword,
);

export const issuePersonCertificate = action(
  { permission: "certificates.print", schema: issueSchema },
  issueCertificate,
);
