import { Alert } from "@/components/ui/alert";
import { personStateLabels } from "@/lib/person/schema";
import type { OwnState } from "@/lib/person/state/queries";
import { stateRules } from "@/lib/person/state/rules";

/** Tells a professional who isn't 在岗 what that means and whom to ask; nothing to who is. */
export function OwnStateNotice({ own }: { own: OwnState | null }) {
  const meaning = own && stateRules[own.state].ownMeaning;
  if (!meaning) return null;
  const { state, since, unit } = own;
  return (
    <Alert
      tone="warning"
      className="mb-4"
      title={`您的人员状态为“${personStateLabels[state]}”${since ? `（自 ${since} 起）` : ""}`}
    >
      <p>{meaning}。</p>
      <p>
        如有疑问，请联系{unit.name}
        {unit.phone && `（${unit.phone}）`}。
      </p>
    </Alert>
  );
}
