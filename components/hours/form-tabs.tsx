import { LinkTabs } from "@/components/ui/tabs";
import { type LearningForm, learningForms } from "@/db/enums";
import { learningFormSpecs } from "@/lib/hours/forms";
import { listHref, type SearchParams } from "@/lib/list";

/** The choice of a learning form; what was typed into another form is kept. */
export function FormTabs({
  pathname,
  search,
  form,
}: {
  pathname: string;
  search: SearchParams;
  form: LearningForm;
}) {
  return (
    <LinkTabs
      label="学习形式"
      className="mb-4"
      items={learningForms.map((key) => ({
        href: listHref(pathname, search, { form: key }),
        label: learningFormSpecs[key].label,
        active: key === form,
      }))}
    />
  );
}
