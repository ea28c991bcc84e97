import { TextField } from "@/components/form/fields";
import { basicLabels } from "@/lib/administrator/schema";

/** 基本信息 of an administrator; the ID number only where it is said for the first time. */
export function BasicFields({ isNew = false }: { isNew?: boolean }) {
  return (
    <>
      <TextField name="name" label={basicLabels.name} required autoComplete="off" />
      {isNew && (
        <TextField
          name="idNumber"
          label="证件号码"
          required
          maxLength={40}
          autoComplete="off"
          hint="即登录账号，创建后不能更改"
        />
      )}
      <TextField
        name="phone"
        label={basicLabels.phone}
        type="tel"
        required
        maxLength={30}
        autoComplete="off"
      />
      <TextField name="email" label={basicLabels.email} type="email" autoComplete="off" />
      <TextField name="position" label={basicLabels.position} autoComplete="off" />
    </>
  );
}
