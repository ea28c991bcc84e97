import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { changeGroups } from "@/lib/person/change";
import type { OwnPhotoInput } from "@/lib/person/photo/schema";
import {
  contactFields,
  educationFields,
  idTypeLabels,
  type ProfileField,
  profileLabels,
  showProfileValue,
  titleFields,
} from "@/lib/person/profile";
import type { OwnProfile } from "@/lib/person/queries";
import { personStateLabels, sexLabels } from "@/lib/person/schema";
import type { ActionResult } from "@/lib/result";
import { OwnPhoto } from "./own-photo";

/** All of one's own profile in groups. `changeable`: whether a change may be proposed now. */
export function OwnProfileGroups({
  profile,
  changeable,
  savePhoto,
}: {
  profile: OwnProfile;
  changeable: boolean;
  savePhoto: (input: OwnPhotoInput) => Promise<ActionResult<unknown>>;
}) {
  const facts = (fields: readonly Exclude<ProfileField, "idNumber">[]) =>
    fields.map((field) => ({ label: profileLabels[field], value: showProfileValue(field, profile[field]) }));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Group title={changeGroups.identity.label}>
        <Facts
          columns={1}
          items={[
            { label: "姓名", value: profile.name },
            { label: "证件类型", value: idTypeLabels[profile.idType] },
            {
              label: "证件号码",
              value: <span className="tabular-nums">{profile.maskedIdNumber}</span>,
            },
            { label: "性别", value: sexLabels[profile.sex] },
            { label: "出生日期", value: profile.birthDate },
          ]}
        />
      </Group>
      <Group title="照片">
        <OwnPhoto personId={profile.id} name={profile.name} photoId={profile.photoId} save={savePhoto} />
      </Group>
      <Group title="联系方式" action={<GroupLink href="/me/profile/contact">修改联系方式</GroupLink>}>
        <Facts columns={1} items={facts(contactFields)} />
      </Group>
      <Group title="单位和岗位" action={<GroupLink href="/me/transfer">人员调转</GroupLink>}>
        <Facts
          columns={1}
          items={[
            { label: "所在单位", value: profile.organization.name },
            { label: "内设部门", value: profile.departmentName },
            { label: "岗位/职务", value: profile.position },
            { label: "人员状态", value: personStateLabels[profile.state] },
          ]}
        />
      </Group>
      <Group
        title={changeGroups.title.label}
        action={changeable && <GroupLink href="/me/profile/title">职称变更</GroupLink>}
      >
        <Facts columns={1} items={facts(titleFields)} />
      </Group>
      <Group title={changeGroups.education.label}>
        <Facts columns={1} items={facts(educationFields)} />
      </Group>
    </div>
  );
}

function Group({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Card>
      <CardHeader title={title} actions={action} />
      <CardContent>{children}</CardContent>
    </Card>
  );
}

const GroupLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Button asChild variant="outline" size="sm">
    <Link href={href as Route}>{children}</Link>
  </Button>
);
