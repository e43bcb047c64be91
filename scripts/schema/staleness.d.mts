export declare const GENERATED: readonly string[];
export declare function isSchemaStale(root: string): boolean;
