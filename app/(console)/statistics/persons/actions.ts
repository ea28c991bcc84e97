"use server";

import { resetPassword } from "@/lib/account/commands";
import { resetPasswordSchema } from "@/lib/account/schema";
import { action } from "@/lib/action";
import { issueCertificate } from "@/lib/certificate/commands";
import { issueSchema } from "@/lib/certificate/schema";
import { closeAccount, reopenAccount } from "@/lib/person/account/commands";
import { setAccountSchema } from "@/lib/person/account/schema";
import { revealIdNumber } from "@/lib/person/commands";
import { personIdSchema } from "@/lib/person/schema";
import { setPersonState } from "@/lib/person/state/commands";
import { setStateSchema } from "@/lib/person/state/schema";

export const revealPersonIdNumber = action(
  { permission: "persons.id-number", schema: personIdSchema, changes: false },
  revealIdNumber,
);

export const resetPersonPassword = action(
  { permission: "persons.reset-password", schema: resetPasswordSchema },
  resetPassword,
);

export const setState = action({ permission: "persons.manage", schema: setStateSchema }, setPersonState);

export const closePersonAccount = action(
  { permission: "persons.manage", schema: setAccountSchema },
  closeAccount,
);

export const reopenPersonAccount = action(
  { permission: "persons.manage", schema: setAccountSchema },
  reopenAccount,
);

export const issuePersonCertificate = action(
  { permission: "certificates.print", schema: issueSchema },
  issueCertificate,
);
