// The simulated cloud as a Node server: real HTTP and WebSocket, CORS, and the sign-in (OAuth
// authorization code with PKCE) with a page of its own.

import type { Cloud, CloudOptions } from '../testing.js';

/**
 * `WebSocketServer` of the npm package `ws` (8). It is handed over, so that who does not serve need
 * not install it.
 */
export type WebSocketServerClass = new (options: {
  noServer: true;
}) => {
  handleUpgrade(request: any, socket: any, head: any, callback: (socket: any) => void): void;
  close(): void;
};

export interface ServeOptions extends CloudOptions {
  WebSocketServer: WebSocketServerClass;
  /** Default 0: any free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
}

export interface CloudServer {
  /**
   * `http://127.0.0.1:port`: the API below `/api/v2`, the sign-in at `/oauth/authorize` and
   * `/oauth/token`.
   */
  readonly url: string;
  readonly cloud: Cloud;
  /** A token for an agent (default: the first) without the sign-in page. */
  token(userId?: string): string;
  close(): Promise<void>;
}

/**
 * Starts the server. Over HTTP, `POST /control` with `{ "call": "setFaults", "values": [{ "lose": 0.1 }] }` does what `CloudControl` does, without a token;
 * its answer is what the call gives, as JSON.
 */
export function serveCloud(options: ServeOptions): Promise<CloudServer>;
