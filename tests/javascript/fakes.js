/** Stand-ins for what a browser offers, which tests steer by hand. */

import { mock } from "node:test";

/** Time that only passes in `pass`. */
export function stopTime() {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: Date.UTC(2026, 2, 1, 10, 32) });
}

/** Lets time pass in steps, so that promises and timers take turns. */
export async function pass(ms, step = 50) {
  for (let passed = 0; passed < ms; passed += step) {
    mock.timers.tick(Math.min(step, ms - passed));
    await settle();
  }
}

/** What follows from promises that are resolved. */
export async function settle() {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}

/** A window with its document and navigator. */
export function fakePage() {
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const page = Object.assign(new EventTarget(), { document, navigator: { onLine: true } });
  return Object.assign(page, {
    fire: (name, values = {}) => page.dispatchEvent(Object.assign(new Event(name), values)),
    see: (visibilityState) => {
      document.visibilityState = visibilityState;
      document.dispatchEvent(new Event("visibilitychange"));
    },
    goOffline: () => {
      page.navigator.onLine = false;
      page.fire("offline");
    },
    goOnline: () => {
      page.navigator.onLine = true;
      page.fire("online");
    },
  });
}

/** A class of event sources; `made` are those that were opened, with the time. */
export function fakeEventSource() {
  const made = [];
  class FakeEventSource extends EventTarget {
    isClosed = false;
    lastEventId = "";

    constructor(url) {
      super();
      Object.assign(this, { url, at: Date.now() });
      made.push(this);
    }

    close() {
      this.isClosed = true;
    }

    /** As a browser does it: an event without an id has the one before. */
    send(name, data = {}, id = this.lastEventId) {
      this.lastEventId = id;
      const event = Object.assign(new Event(name), { data: JSON.stringify(data), lastEventId: id });
      if (!this.isClosed) this.dispatchEvent(event);
    }

    fail() {
      this.dispatchEvent(new Event("error"));
    }
  }
  return Object.assign(FakeEventSource, { made });
}

/** Locks and channels of one browser; `tab()` makes those of one tab, whose `die()` is a tab that is closed. */
export function fakeBrowser() {
  const waiting = new Map();
  const channels = new Set();

  function grant(name) {
    const queue = waiting.get(name) ?? [];
    const next = queue[0];
    if (!next || next.isHeld) return;
    next.isHeld = true;
    next.run().then(() => leave(name, next, next.resolve), next.reject);
  }

  function leave(name, request, settled) {
    const queue = waiting.get(name);
    if (!queue.includes(request)) return;
    queue.splice(queue.indexOf(request), 1);
    settled();
    grant(name);
  }

  function tab() {
    const own = [];
    class Channel extends EventTarget {
      constructor(name) {
        super();
        this.name = name;
        channels.add(this);
        own.push(() => this.close());
      }

      postMessage(data) {
        for (const other of channels) {
          if (other === this || other.name !== this.name) continue;
          const copy = structuredClone(data);
          Promise.resolve().then(() => channels.has(other) && other.dispatchEvent(Object.assign(new Event("message"), { data: copy })));
        }
      }

      close() {
        channels.delete(this);
      }
    }
    const locks = {
      request(name, { signal, steal = false }, act) {
        return new Promise((resolve, reject) => {
          const request = { run: async () => act(), resolve, reject, isHeld: false };
          const abort = () => leave(name, request, () => reject(new DOMException("", "AbortError")));
          const queue = waiting.get(name) ?? [];
          waiting.set(name, queue);
          if (steal) {
            const [holder] = queue.filter(({ isHeld }) => isHeld);
            queue.unshift(request);
            if (holder) leave(name, holder, () => holder.reject(new DOMException("", "AbortError")));
          } else {
            queue.push(request);
          }
          signal?.addEventListener("abort", () => request.isHeld || abort());
          own.push(() => leave(name, request, () => {}));
          Promise.resolve().then(() => grant(name));
        });
      },
    };
    return { locks, Channel, die: () => own.splice(0).forEach((end) => end()) };
  }

  return { tab };
}
