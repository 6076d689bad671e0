/** Stands in for `@types/node`, which the vendors’ SDKs refer to: core is compiled without Node’s globals. */
export {};
