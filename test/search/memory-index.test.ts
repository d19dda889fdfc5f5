import { searchIndexContract } from "../contracts/search-index.contract.ts";
import { memorySearchIndex } from "../fakes/memory-search-index.ts";

searchIndexContract("memory", async () => memorySearchIndex());
