import type { ReactNode } from "react";
import { Facts } from "@/components/ui/description-list";
import { ageOn } from "@/lib/date";
import type { PersonDetail } from "@/lib/person/queries";
import { sexLabels } from "@/lib/person/schema";
import { WithPhoto } from "./photo";

/**
 * What is known of a person; `idNumber` is drawn by who knows whether the whole of it may be asked for (`full`): who
 * may not has the age instead of the date of birth, which is what the mask hides.
 */
export function PersonFacts({
  person,
  idNumber,
  full,
}: {
  person: PersonDetail;
  idNumber: ReactNode;
  full: boolean;
}) {
  return (
    <WithPhoto name={person.name} photoId={person.photoId}>
      <Facts
        columns={3}
        items={[
          { label: "姓名", value: person.name },
          { label: "证件号码", value: idNumber },
          { label: "性别", value: sexLabels[person.sex] },
          full
            ? { label: "出生日期", value: person.birthDate }
            : { label: "年龄", value: `${ageOn(person.birthDate)} 岁` },
          { label: "工作单位", value: person.organization.name },
          { label: "内设部门", value: person.departmentName },
          { label: "岗位/职务", value: person.position },
          { label: "职称系列", value: person.titleSeries },
          { label: "职称级别", value: person.titleLevel },
          { label: "职称名称", value: person.title },
          { label: "学历", value: person.education },
          { label: "手机号", value: person.phone },
          { label: "电子邮箱", value: person.email },
        ]}
      />
    </WithPhoto>
  );
}
