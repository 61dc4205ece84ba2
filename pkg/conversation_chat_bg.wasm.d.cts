import type { InitSource } from './conversation_chat.cjs';

/** What the bundler makes of the file: mostly its address, in edge runtimes the compiled module. `init` takes any of them. */
declare const source: InitSource;
export default source;
