import { randomUUID } from "node:crypto";

/*
 * Two sides under one roof: the victim, with everything a professional can have, and everybody who must not see
 * it. arrange.ts makes it.
 */

/** Who asks. The first group is foreign to the victim's data, the second one has a right to it. */
export const foreignSessions = [
  "nobody",
  "disabled",
  "withoutRole",
  "foreignProfessional",
  "colleague",
  "foreignUnit",
  "siblingUnit",
  "subUnit",
  // Of the victim's own unit, limited to a department that is not the victim's.
  "otherDepartment",
  "foreignAuthority",
  "foreignBureau",
] as const;
export const rightfulSessions = ["professional", "unit", "authority", "bureau"] as const;
export const sessionNames = [...foreignSessions, ...rightfulSessions] as const;
export type SessionName = (typeof sessionNames)[number];

export const isForeign = (name: SessionName): boolean =>
  (foreignSessions as readonly SessionName[]).includes(name);

/** Ids of the victim's things; `code` is the certificate's 验证码. */
export type VictimIds = Record<
  | "organization"
  | "department"
  | "person"
  | "account"
  | "draft"
  | "spareDraft"
  | "unitDraft"
  | "unitSpareDraft"
  | "pending"
  | "unitPending"
  | "rejected"
  | "approved"
  | "atUnit"
  | "atAuthority"
  | "atBureau"
  | "reviewAtUnit"
  | "reviewAtAuthority"
  | "reviewAtBureau"
  | "attachment"
  | "secondAttachment"
  | "photo"
  | "certificate"
  | "code"
  | "spareAuthority"
  | "spareUnit"
  | "personRegistration"
  | "reviewPersonRegistration"
  | "unitRegistration"
  | "reviewUnitRegistration"
  | "reviewPersonChange"
  | "reviewUnitChange"
  | "transfer"
  | "reviewTransfer"
  | "temporaryCode"
  | "message"
  | "readMessage"
  | "spareDepartment"
  | "administrator"
  | "spareUnitAdministrator"
  | "spareAuthorityAdministrator"
  | "role"
  | "spareRole"
  | "session",
  string
>;

/** Ids of what somebody has of their own, to be mixed with the victim's. */
export type OwnIds = Record<"person" | "draft" | "review" | "notice" | "certificate", string>;

/** What must never be read by a foreign session, by what it is. */
export type Secrets = Record<
  | "mark"
  | "unitMark"
  | "idNumber"
  | "maskedIdNumber"
  | "phone"
  | "email"
  | "unitPhone"
  | "certificateNumber"
  | "invitation",
  string
>;

export type World = {
  victim: VictimIds;
  secrets: Secrets;
  /** Ids of the organizations whose administrators have a session, by its name. */
  organizations: Partial<Record<SessionName, string>>;
  /** Ids of the departments to which administrators are limited that have a session, by its name. */
  departments: Partial<Record<SessionName, string>>;
  /** The path of the tree's root: everything of this world hangs below it. */
  root: string;
  sessions: Record<SessionName, { cookie: string; own: OwnIds }>;
  /** Every account's, the victim's too. */
  password: string;
  /** What a reviewer's page shown now would send back with 全部. */
  asOf: string;
};

/** Ids of the same kinds that nothing has. */
export const unknownIds = ({ victim }: World): VictimIds => ({
  ...(Object.fromEntries(Object.keys(victim).map((key) => [key, randomUUID()])) as VictimIds),
  code: "0".repeat(victim.code.length),
});
