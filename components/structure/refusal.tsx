import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";

/** A page that this kind of organization has no use for, whatever the role says. */
export function StructureRefusal({ title, refusal }: { title: string; refusal: string }) {
  return (
    <>
      <PageHeader title={title} />
      <Alert tone="warning">
        <p>{refusal}</p>
      </Alert>
    </>
  );
}
