export declare function rulePages(): Promise<Readonly<Record<string, string>>>;
export declare function writeRulePages(file: string): Promise<void>;
