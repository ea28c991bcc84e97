"use server";

import { action } from "@/lib/action";
import { issueCertificate } from "@/lib/certificate/commands";
import { issueSchema } from "@/lib/certificate/schema";

export const issueOwnCertificate = action({ permission: "self", schema: issueSchema }, issueCertificate);
