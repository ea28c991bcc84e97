import { expect, test } from "vitest";
import { differences, needsEvidence, openMattersText, superiorRefusal, touched } from "./change";
import { basicSchema, sensitiveSchema, superiorSchema } from "./change-schema";
import { checkCharacter } from "./code";

const body = "12370800000000001";
const code = body + checkCharacter(body);
const sensitive = {
  name: " 济宁市　第一中学 ",
  code: ` ${[...code].map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)).join("")} `,
  nature: "机关",
  divisionCode: "370811",
  streetCode: "370811002",
  legalRepresentative: "  ",
};

test("what was typed full-width and with spaces is normalized; what an authority leaves empty is empty", () => {
  expect(sensitiveSchema.parse(sensitive)).toEqual({
    ...{ name: "济宁市 第一中学", code, nature: "机关", divisionCode: "370811", streetCode: "370811002" },
    ...{ legalRepresentative: "", evidence: [] },
  });
  expect(sensitiveSchema.parse({ ...sensitive, nature: "" }).nature).toBe("");
});

test("each refusal is a sentence at its field", () => {
  const refused = (values: object) => {
    const { error } = sensitiveSchema.safeParse({ ...sensitive, ...values });
    return error?.issues.map((issue) => [issue.path.join("."), issue.message]);
  };
  expect(refused({ name: "字".repeat(101) })).toEqual([["name", "单位名称不超过 100 字"]]);
  expect(refused({ nature: "国企" })).toEqual([["nature", "请选择单位性质"]]);
  expect(refused({ legalRepresentative: "孔".repeat(51) })).toEqual([
    ["legalRepresentative", "法定代表人不超过 50 字"],
  ]);
  for (const administratorName of ["王芳😀", "王\u200b芳", "王\u202e芳"]) {
    expect(refused({ administratorName }), administratorName).toEqual([
      ["administratorName", "管理员姓名不能含有表情符号或不可见字符，请修改"],
    ]);
  }
  expect(refused({ administratorName: "阿卜杜拉·买买提" })).toBeUndefined();
  expect(refused({ streetCode: "370812001" })?.[0]?.[0]).toBe("streetCode");
  expect(refused({ code: `${body}#` })?.[0]?.[0]).toBe("code");
  expect(superiorSchema.safeParse({ reason: " " }).error?.issues.map((issue) => issue.path[0])).toEqual([
    "superior",
    "reason",
  ]);
  const { error } = basicSchema.safeParse({ address: "红星中路", contactName: "李红", phone: "12" });
  expect(error?.issues.map((issue) => issue.path[0])).toEqual(["phone"]);
});

test("only what differs is a change; empty and never filled are the same", () => {
  expect(differences({ name: "甲", fax: null, email: "a@b.cn" }, { name: "甲", fax: "", email: "" })).toEqual(
    { email: { old: "a@b.cn", new: null } },
  );
});

test("what a form began with is not written back; without it all is meant", () => {
  const typed = { name: "甲", fax: "", email: undefined, phone: "2" };
  expect(touched(typed, { name: "甲", fax: "1", phone: "2" })).toEqual({ fax: "" });
  expect(touched(typed, undefined)).toEqual({ name: "甲", fax: "", phone: "2" });
  expect(touched({ name: "甲" }, {})).toEqual({ name: "甲" });
});

test("all but the administrator's own phone number is proved", () => {
  expect(needsEvidence(["administratorPhone"])).toBe(false);
  expect(needsEvidence(["administratorPhone", "administratorName"])).toBe(true);
  expect(needsEvidence(["code"])).toBe(true);
});

test("what is in the way is counted as far as it was", () => {
  expect(
    openMattersText([
      { matter: "declaration", count: 2001 },
      { matter: "transfer-in", count: 2000 },
    ]),
  ).toBe("本单位人员的学时申报 2000 件以上、人员调入 2000 件");
});

test("who can be whose superior", () => {
  const unit = { kind: "employer", path: "1/2/3/", superiorId: "s" } as const;
  const of = (id: string, kind: "bureau" | "authority" | "employer", path: string) => ({ id, kind, path });
  expect(superiorRefusal(unit, of("x", "employer", "1/2/30/"))).toBeNull();
  expect(superiorRefusal(unit, of("x", "employer", "1/2/3/4/"))).toMatch(/下级单位/);
  expect(superiorRefusal(unit, of("s", "authority", "1/2/"))).toMatch(/相同/);
  expect(superiorRefusal({ ...unit, kind: "bureau" }, of("x", "authority", "1/9/"))).toMatch(/人社局/);
});
