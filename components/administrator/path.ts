/** Where 管理单位管理员 is. */
export const administratorsPath = "/structure/administrators";
export const handOverPath = `${administratorsPath}/hand-over`;
