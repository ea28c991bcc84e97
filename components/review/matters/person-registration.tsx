import type { ReactNode } from "react";
import { WithPhoto } from "@/components/person/photo";
import { Facts } from "@/components/ui/description-list";
import {
  contactFields,
  educationFields,
  noTitle,
  type ProfileField,
  profileLabels,
  showProfileValue,
  titleFields,
} from "@/lib/person/profile";
import { type PersonFile, personFiles } from "@/lib/registration/person/schema";
import type { PersonRegistrationProposal, PersonRegistrationSubject } from "@/lib/review/person-registration";
import type { Drawing } from "./drawing";

/** 人员注册 (§5.1) as the unit sees it: the whole profile, the photo, and what proves title and education. */
export const personRegistrationDrawing: Drawing<PersonRegistrationSubject, PersonRegistrationProposal> = {
  nameOf: (subject) => subject.name,
  columns: [
    { key: "idNumber", header: profileLabels.idNumber },
    { key: "department", header: profileLabels.departmentId },
    { key: "title", header: "职称" },
    { key: "phone", header: profileLabels.phone },
  ],
  cells: (subject) => [
    <span key="idNumber" className="tabular-nums">
      {subject.maskedIdNumber}
    </span>,
    subject.department ?? "—",
    subject.title ?? "—",
    <span key="phone" className="tabular-nums">
      {subject.phone ?? "—"}
    </span>,
  ],
  evidenceLabels: personFiles,
  Detail: ({ proposal }) => {
    const fact = (field: ProfileField) => ({
      label: profileLabels[field],
      value: showProfileValue(
        field,
        (proposal.profile as Partial<Record<ProfileField, string | null>>)[field] ?? null,
      ),
    });
    const photo = proposal.evidence.find(({ evidence }) => evidence === ("photo" satisfies PersonFile));
    const hasTitle = proposal.profile.titleSeries !== noTitle;
    return (
      <div className="space-y-5">
        <Group title="身份">
          <WithPhoto name={proposal.title} photoId={photo?.attachmentId ?? null}>
            <Facts
              items={[
                fact("name"),
                fact("idType"),
                { label: profileLabels.idNumber, value: proposal.maskedIdNumber, wide: true },
                fact("sex"),
                // Of a 居民身份证 it is what the mask hides.
                ...(proposal.profile.idType === "resident" ? [] : [fact("birthDate")]),
              ]}
            />
          </WithPhoto>
        </Group>
        <Group title="所在单位">
          <Facts
            items={[
              { label: "所在单位", value: proposal.organization },
              { label: profileLabels.departmentId, value: proposal.department },
              fact("position"),
            ]}
          />
        </Group>
        <Group title="职称">
          <Facts items={(hasTitle ? titleFields : (["titleSeries"] as const)).map(fact)} />
        </Group>
        <Group title="学历">
          <Facts items={educationFields.map(fact)} />
        </Group>
        <Group title="联系方式及其他">
          <Facts items={contactFields.map(fact)} />
        </Group>
      </div>
    );
  },
};

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
