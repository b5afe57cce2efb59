// A page whose policy does not allow WebAssembly; a worker has the policy of its own response.
import { createAnalyzer } from "/lib/index.js";

window.refused = await createAnalyzer({ worker: false }).then(
  () => "made",
  ({ code, message }) => [code, message],
);
