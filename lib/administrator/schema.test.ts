import { expect, test } from "vitest";
import { createAdministratorSchema, handOverSchema } from "./schema";

const role = "00000000-0000-7000-8000-000000000004";
const department = "00000000-0000-7000-8000-0000000000aa";
const input = {
  name: "王芳",
  idNumber: "37080219900101123X",
  phone: "13900000000",
  email: "",
  position: "",
  rights: { roleIds: [role], scope: "all" as const, departmentIds: [] as string[] },
};
const objections = (changes: object) => {
  const { error } = createAdministratorSchema.safeParse({ ...input, ...changes });
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
};

test("names that are too long, or that nobody can say, are refused with a sentence", () => {
  expect(objections({})).toEqual({});
  expect(objections({ name: "王".repeat(200) })).toEqual({ name: "姓名不超过 50 字" });
  for (const name of ["王芳😀", "👩‍💼", "王\u200b芳", "王\u202e芳"]) {
    expect(objections({ name }), name).toEqual({ name: "姓名不能含有表情符号或不可见字符，请修改" });
  }
  for (const name of ["", " ", "　"]) expect(objections({ name })).toEqual({ name: "请填写姓名" });
  expect(createAdministratorSchema.parse({ ...input, name: "<b>王芳</b>" }).name).toBe("<b>王芳</b>");
  expect(objections({ position: "长".repeat(51) })).toEqual({ position: "职务不超过 50 字" });
});

test("full-width digits and spaces are the usual ones; a wrong ID number is told", () => {
  const wide = (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const parsed = createAdministratorSchema.parse({
    ...input,
    name: "　王　芳 ",
    idNumber: ` ${wide(input.idNumber)} `,
    phone: wide("139 0000 0000"),
    email: " a@b.cn ",
  });
  expect(parsed).toMatchObject({
    name: "王 芳",
    idNumber: input.idNumber,
    phone: "13900000000",
    email: "a@b.cn",
  });
  expect(Object.keys(objections({ idNumber: "370802199001011231" }))).toEqual(["idNumber"]);
  expect(Object.keys(objections({ phone: "0537-2967001", email: "a@" }))).toEqual(["phone", "email"]);
});

test("at least one role; a limit names its departments, and without one they don't count", () => {
  const rights = (changes: object) => ({ rights: { ...input.rights, ...changes } });
  expect(objections(rights({ roleIds: [] }))).toEqual({ "rights.roleIds": "请至少选择一个角色" });
  expect(objections(rights({ scope: "departments" }))).toEqual({
    "rights.departmentIds": "请至少选择一个部门",
  });
  expect(objections({ rights: undefined })).not.toEqual({});
  const parse = (changes: object) => createAdministratorSchema.parse({ ...input, ...rights(changes) }).rights;
  expect(parse({ departmentIds: [department] })).toEqual({ roleIds: [role], departmentIds: [] });
  expect(
    parse({ scope: "departments", departmentIds: [department, department], roleIds: [role, role] }),
  ).toEqual({
    roleIds: [role],
    departmentIds: [department],
  });
});

test("who keeps the account says with which roles", () => {
  const values = { successorId: department, own: "keep", roleIds: [], password: "x" };
  expect(handOverSchema.safeParse(values).error?.issues[0]?.message).toBe("请至少选择一个角色");
  expect(handOverSchema.safeParse({ ...values, own: "disable" }).success).toBe(true);
  expect(handOverSchema.safeParse({ ...values, roleIds: [role], password: "" }).success).toBe(false);
});
