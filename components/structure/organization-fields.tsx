import { SelectField, TextField } from "@/components/form/fields";
import { divisions } from "@/lib/reference/divisions";

/** 所在区划 as a choice: the city and its counties. */
export const divisionOptions = divisions.map(({ code, name }) => ({ value: code, label: name }));

/** What every organization says of itself here, and its superior may change. */
export function OrganizationFields() {
  return (
    <>
      <TextField name="name" label="单位名称" required maxLength={100} className="sm:col-span-2" />
      <SelectField name="divisionCode" label="所在区划" options={divisionOptions} required />
      <TextField
        name="phone"
        label="联系电话"
        type="tel"
        required
        maxLength={30}
        hint="等待其审核的单位和个人会看到这个电话"
      />
      <TextField name="address" label="详细地址" required maxLength={200} className="sm:col-span-2" />
    </>
  );
}
