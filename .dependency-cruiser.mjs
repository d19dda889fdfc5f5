/** The import rule of docs/architecture: model imports nothing; only app joins everything. */
const rooms = [
  "model",
  "config",
  "analyzers",
  "crawlers",
  "state",
  "search",
  "pipeline",
  "response",
  "web",
  "app",
  "lab",
  "test",
];
const allowed = {
  model: [],
  config: ["model"],
  analyzers: ["model", "config"],
  crawlers: ["model", "config"],
  state: ["model", "config"],
  search: ["model", "config", "analyzers/text"],
  response: ["model", "config", "state", "search", "analyzers"],
  pipeline: ["model", "config", "analyzers", "crawlers", "state", "search", "response"],
  web: ["model", "config", "analyzers", "state", "search", "response", "pipeline"],
};
export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...Object.entries(allowed).map(([room, may]) => ({
      name: `${room}-imports`,
      severity: "error",
      from: { path: `^${room}/` },
      to: { path: `^(${rooms.join("|")})/`, pathNot: `^(${[room, ...may].join("|")})/` },
    })),
    {
      name: "config-is-joined-by-app-only",
      comment: "analyzers, crawlers and state see config's types only, never its loader",
      severity: "error",
      from: { path: "^(analyzers|crawlers|state|search)/" },
      to: { path: "^config/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "lab-and-test-are-leaves",
      severity: "error",
      from: { pathNot: "^(lab|test|app)/" },
      to: { path: "^(lab|test)/" },
    },
    {
      name: "only-app-reads-app",
      severity: "error",
      from: { pathNot: "^(app|test|lab)/" },
      to: { path: "^app/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".mjs", ".js", ".json"] },
  },
};
