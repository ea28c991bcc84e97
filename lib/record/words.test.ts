import { expect, test } from "vitest";
import { auditActions } from "@/lib/audit";
import { actionGroups, type Entry, entryWords } from "./words";

const entry = (values: Partial<Entry>): Entry => ({
  action: "declaration.reject",
  subjectKind: "declaration",
  subjectName: null,
  detail: {},
  ...values,
});
const note = (values: Partial<Entry>) => entryWords(entry(values)).note;

test("every verb is in one group of the choice, and none without a group of its own", () => {
  const values = actionGroups.flatMap(({ options }) => options.map(({ value }) => value));
  expect([...values].sort()).toEqual(Object.keys(auditActions).sort());
  expect(actionGroups.find(({ label }) => label === "其他")?.options.map(({ value }) => value)).toEqual([
    "registration.look-up",
    "audit.export",
  ]);
});

test("known keys are said in Chinese, with their values'; unknown ones are left out", () => {
  expect(note({ detail: { reviewId: "01a20889-ffc9-7c5b-b7d9-b798a59a407e", opinion: "证书不清晰" } })).toBe(
    "驳回原因：证书不清晰",
  );
  expect(note({ action: "declaration.approve", detail: { opinion: "同意" } })).toBe("审核意见：同意");
  expect(
    note({ action: "organization.edit", subjectKind: "organization", detail: { fields: ["name", "phone"] } }),
  ).toBe("修改内容：单位名称、联系电话");
  expect(
    note({ action: "account.edit", subjectKind: "account", detail: { fields: ["administratorEmail"] } }),
  ).toBe("修改内容：管理员电子邮箱");
  expect(
    note({ action: "person.edit", subjectKind: "person", detail: { fields: ["name", "phone", "zzz"] } }),
  ).toBe("修改内容：姓名、手机号");
  expect(
    note({ action: "department.move", subjectKind: "department", detail: { from: "教务处", to: "教研室" } }),
  ).toBe("教务处 → 教研室");
  expect(note({ action: "person.state", detail: { state: "retired" } })).toBe("状态：退休");
  expect(
    note({ detail: { state: "zzz", zzz: "some-code", constructor: "x", added: ["学时申报", "学时审批"] } }),
  ).toBe("增加：学时申报、学时审批");
  expect(
    note({ action: "role.refused", subjectKind: "role", detail: { name: "越权", beyond: ["操作日志"] } }),
  ).toBe("超出的权限模块：操作日志");
  expect(note({ action: "session.login-failed", detail: { portal: "employer", reason: "password" } })).toBe(
    "登录入口：用人单位；密码错误",
  );
  expect(
    note({ action: "audit.export", detail: { from: "2026-08-25", to: "2026-11-23", action: "person.edit" } }),
  ).toBe("日期：2026-08-25 → 2026-11-23；操作：修改个人资料");
});

test("what people typed stays what it is, however much it looks like a code", () => {
  expect(note({ action: "person.state", detail: { state: "active", reason: "test" } })).toBe(
    "状态：正常；原因：test",
  );
  expect(note({ action: "administrator.rights", detail: { added: ["hr"], removed: ["active"] } })).toBe(
    "增加：hr；去掉：active",
  );
  expect(note({ action: "department.move", detail: { from: "it-dept", to: "closed" } })).toBe(
    "it-dept → closed",
  );
  expect(note({ action: "role.edit", detail: { formerName: "hr.clerk" } })).toBe("原名称：hr.clerk");
  expect(note({ action: "declaration.reject", detail: { opinion: "no" } })).toBe("驳回原因：no");
  // Of these the reason is a code.
  expect(note({ action: "registration.look-up", detail: { reason: "password" } })).toBe("密码错误");
  expect(note({ action: "session.login-failed", detail: { reason: "test" } })).toBe("");
});

test("whatever stands in a detail, nothing breaks and no key is shown", () => {
  const strange = [null, true, {}, [], [[]], [null], -1, "", " ", { a: 1 }, ["x", 1]];
  const keys = [
    "opinion",
    "fields",
    "from",
    "to",
    "kind",
    "state",
    "size",
    "mediaType",
    "divisionCode",
    "fromYear",
    "portal",
  ];
  for (const value of strange) {
    for (const key of keys)
      expect(note({ detail: { [key]: value } })).not.toMatch(/[a-z]{3}|undefined|object/i);
  }
});

test("ID numbers in what people typed are masked, and a verb of another version has a name too", () => {
  const words = entryWords(
    entry({
      action: "zzz.zzz",
      subjectKind: "zzz",
      subjectName: "王小明370802199001011234",
      detail: { opinion: "应为370802199001011234" },
    }),
  );
  expect(words).toEqual({
    action: "其他操作",
    subjectKind: "",
    subject: "王小明370802********1234",
    note: "审核意见：应为370802********1234",
  });
});
