import { type PersonState, personStates } from "@/db/enums";

/** What a 人员状态 means; the reasons are in docs/architecture.md. */
type StateRule = {
  /** Hours can be declared, by the professional and by the unit. */
  declares: boolean;
  /** A change of their data can be proposed. */
  changes: boolean;
  logsIn: boolean;
  /** Another unit can take them over (调转), where they are 在岗 again. */
  moves: boolean;
  /** The yearly standard asks them for hours. */
  heldToStandard: boolean;
  /** Told to who sets the state. */
  meaning: string;
  /** Told to the professional; nothing to who is 在岗 or can't log in. */
  ownMeaning: string | null;
};

const outOfPost = { declares: false, changes: false, heldToStandard: false };

export const stateRules: Record<PersonState, StateRule> = {
  employed: {
    ...{ declares: true, changes: true, logsIn: true, moves: true, heldToStandard: true },
    meaning: "可以登录、申报学时、变更资料和申请调转，按年度学时标准考核",
    ownMeaning: null,
  },
  left: {
    ...outOfPost,
    ...{ logsIn: true, moves: true },
    meaning: "不能申报学时和变更资料，不按年度学时标准考核；仍可登录查看、打印学时证明，可申请调转到其他单位",
    ownMeaning:
      "不能申报学时和变更资料，年度学时不作要求；学时记录和学时证明保留，可随时查看、打印。已到其他单位工作的，请申请人员调转",
  },
  retired: {
    ...outOfPost,
    ...{ logsIn: true, moves: true },
    meaning:
      "不能申报学时和变更资料，不按年度学时标准考核；仍可登录查看、打印学时证明，被其他单位返聘时可申请调转",
    ownMeaning:
      "不能申报学时和变更资料，年度学时不作要求；学时记录和学时证明保留，可随时查看、打印。被其他单位返聘的，请申请人员调转",
  },
  suspended: {
    ...outOfPost,
    ...{ logsIn: false, moves: false },
    meaning: "不能登录，现有登录立即退出，不按年度学时标准考核；学时记录和学时证明保留",
    ownMeaning: null,
  },
};

type Right = "declares" | "changes" | "logsIn" | "moves" | "heldToStandard";

/** The states that allow something. */
export const statesThat = (right: Right): PersonState[] =>
  personStates.filter((state) => stateRules[state][right]);
