import type { Executor } from "@/db/client";
import { uploadAttachment } from "@/lib/attachment/commands";
import type { Ctx } from "@/lib/context";
import { today } from "@/lib/date";
import { saveDraft } from "@/lib/hours/commands";
import { learningFormSpecs } from "@/lib/hours/forms";
import { type DeclarationInput, declarationSchema, draftSchema } from "@/lib/hours/schema";
import { declarationKind, submitDeclaration, withdrawDeclaration } from "@/lib/review/declaration";
import type { DemoPerson } from "./accounts";
import { administratorOf, type Cast, decide } from "./cast";
import { incomingEvidence } from "./evidence";
import { type Item, type ItemKind, makeItem, shift } from "./items";

/**
 * What happens to a declaration, in order; nothing: it stays a draft. `finish`, always last: every stage that is
 * left says yes.
 */
type Act = "submit" | "approve" | "reject" | "finish" | "withdraw";
type Story = { kind: ItemKind; yearsAgo: number; acts: readonly Act[]; byUnit?: boolean };

const approved: readonly Act[] = ["submit", "finish"];

/** What a professional declares; by turns, so that every unit has one of each. */
const stories: readonly (readonly Story[])[] = [
  // 达标 in two years, this year under review at the second stage.
  [
    { kind: "public", yearsAgo: 2, acts: approved },
    { kind: "training", yearsAgo: 2, acts: approved },
    { kind: "degree", yearsAgo: 2, acts: approved },
    { kind: "public", yearsAgo: 1, acts: approved },
    { kind: "training", yearsAgo: 1, acts: approved },
    { kind: "degree", yearsAgo: 1, acts: approved },
    { kind: "public", yearsAgo: 0, acts: ["submit", "approve"] },
  ],
  [
    { kind: "training", yearsAgo: 1, acts: approved },
    { kind: "paper", yearsAgo: 1, acts: approved },
    { kind: "public", yearsAgo: 0, acts: approved },
    { kind: "degree", yearsAgo: 0, acts: [] },
  ],
  [
    { kind: "public", yearsAgo: 1, acts: approved },
    { kind: "public", yearsAgo: 0, acts: ["submit"] },
    { kind: "training", yearsAgo: 0, acts: ["submit"] },
  ],
  [
    { kind: "paper", yearsAgo: 1, acts: ["submit", "reject", "submit", "finish"] },
    { kind: "paper", yearsAgo: 0, acts: ["submit", "approve", "reject"] },
    { kind: "training", yearsAgo: 0, acts: ["submit", "reject", "submit", "approve"] },
  ],
  [
    { kind: "public", yearsAgo: 1, acts: approved, byUnit: true },
    { kind: "public", yearsAgo: 0, acts: ["submit", "approve", "approve"], byUnit: true },
    { kind: "training", yearsAgo: 0, acts: ["submit", "withdraw"] },
  ],
  [
    { kind: "paper", yearsAgo: 0, acts: ["submit"] },
    { kind: "training", yearsAgo: 0, acts: [] },
    { kind: "public", yearsAgo: 0, acts: [], byUnit: true },
  ],
];

const reasons: Record<DeclarationInput["form"], readonly string[]> = {
  training: [
    "结业证书未加盖主办单位公章，请补充盖章后的扫描件",
    "培训通知与结业证书上的起止日期不一致，请核对后重新提交",
  ],
  paper: ["目录页看不到本人姓名，请补充清晰的目录页", "正文缺少最后两页，请补全后重新提交"],
  degree: ["成绩单未加盖教务部门公章，请补充"],
};

/** Lets all stories happen through the commands that the screens call, the older years first. */
export async function playStories(db: Executor, cast: Cast): Promise<void> {
  // Time for every stage and a second round between the end of the learning and today: see spreadTimes.
  const latest = shift(today(), -30);
  const tasks = cast.professionals.flatMap((person, index) =>
    (stories[index % stories.length] ?? []).map((story) => ({ person, index, story })),
  );
  tasks.sort(
    (a, b) => b.story.yearsAgo - a.story.yearsAgo || Number(finishes(b.story)) - Number(finishes(a.story)),
  );
  const finishing: string[] = [];
  for (const { person, index, story } of tasks) {
    const item = makeItem(story.kind, {
      profession: person.organization.plan.profession ?? "school",
      year: Number(latest.slice(0, 4)) - story.yearsAgo,
      index,
      latest,
    });
    const id = await play(db, cast, { person, item, story });
    if (id && finishes(story)) finishing.push(id);
  }
  while (await decide(db, cast, declarationKind, finishing, "approve"));
}

const finishes = ({ acts }: Story) => acts.at(-1) === "finish";

/** Plays all but the finish; answers the declaration's id, undefined for a draft. */
async function play(
  db: Executor,
  cast: Cast,
  { person, item, story: { acts, byUnit } }: { person: DemoPerson; item: Item; story: Story },
): Promise<string | undefined> {
  const applicant = byUnit ? administratorOf(cast, person.organization.row.id) : person.ctx;
  const evidence = await uploadEvidence(applicant, person, item);
  const input = { ...item, personId: person.ctx.viewer.person?.id ?? "", note: "", evidence, pledge: true };
  if (acts.length === 0) {
    await saveDraft(applicant, draftSchema.parse({ ...input, hours: null }));
    return undefined;
  }
  let id = "";
  for (const act of acts) {
    if (act === "submit") {
      const again = id ? { id, note: "已按审核意见核对并补充材料" } : {};
      ({ id } = await submitDeclaration(applicant, declarationSchema.parse({ ...input, ...again })));
    } else if (act === "withdraw") await withdrawDeclaration(applicant, { id });
    else if (act === "approve") await decide(db, cast, declarationKind, [id], "approve");
    else if (act === "reject") {
      await decide(db, cast, declarationKind, [id], "reject", pickReason(item));
    }
  }
  return id;
}

const pickReason = ({ form, title }: Item) => reasons[form][title.length % reasons[form].length];

/** One file for each kind of evidence that the form demands, by turns PDF and PNG. */
async function uploadEvidence(ctx: Ctx, person: DemoPerson, item: Item) {
  const uploaded: Record<string, { id: string }[]> = {};
  const required = learningFormSpecs[item.form].evidence.filter((spec) => spec.required);
  for (const [index, { key, label }] of required.entries()) {
    const type = index % 2 === 0 ? "pdf" : "png";
    const { id } = await uploadAttachment(ctx, {
      personId: person.ctx.viewer.person?.id ?? "",
      ...incomingEvidence({ type, heading: label, text: item.title }),
    });
    uploaded[key] = [{ id }];
  }
  return uploaded;
}
