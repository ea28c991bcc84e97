import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import type { DeclarationDetail } from "@/lib/hours/queries";
import { maskIdNumber } from "@/lib/id-number";

/** Whom a declaration is about, the ID number masked. */
export function PersonCard({
  declaration: { person, organization, createdByName },
  withContact = true,
}: {
  declaration: DeclarationDetail;
  withContact?: boolean;
}) {
  return (
    <Card>
      <CardHeader title="专业技术人员" />
      <CardContent>
        <Facts
          items={[
            { label: "姓名", value: person.name },
            { label: "证件号码", value: maskIdNumber(person.idNumber) },
            { label: "工作单位", value: organization.name },
            { label: "职称", value: [person.title, person.titleLevel].filter(Boolean).join(" · ") },
            ...(withContact ? [{ label: "联系电话", value: person.phone }] : []),
            { label: "填报人", value: createdByName },
          ]}
        />
      </CardContent>
    </Card>
  );
}
