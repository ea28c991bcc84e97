export * from "./account";
export * from "./attachment";
export * from "./audit";
export * from "./certificate";
export * from "./hours";
export * from "./organization";
export * from "./person";
export * from "./review";
