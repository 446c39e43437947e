/* A worker for pages opened from a folder (file://), where browsers allow none: a frame stands in.
 *
 * After iframe-worker 1.0.4, copyright (c) 2020-2022 Martin Donath, MIT licence
 * (https://github.com/squidfunk/iframe-worker),
 * written without inline scripts, so that it works under the site's content security policy.
 */
(() => {
  class FrameWorker extends EventTarget {
    constructor(address) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "search";
      document.body.append(this.frame);
      const inner = this.frame.contentWindow;
      inner.postMessage = (data) => this.receive(data);
      inner.importScripts = (...scripts) =>
        scripts.reduce((before, script) => before.then(() => load(inner, script)), Promise.resolve());
      this.ready = load(inner, address);
    }

    receive(data) {
      const event = new MessageEvent("message", { data });
      this.dispatchEvent(event);
      this.onmessage?.(event);
    }

    postMessage(data) {
      this.ready.then(() => {
        const { contentWindow } = this.frame;
        contentWindow.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      });
    }

    terminate() {
      this.frame.remove();
    }
  }

  function load(inner, address) {
    return new Promise((resolve, reject) => {
      const script = inner.document.createElement("script");
      script.src = new URL(address, location).href;
      script.onload = resolve;
      script.onerror = reject;
      inner.document.body.append(script);
    });
  }

  // The theme's search looks for this name to know that it runs in a frame.
  window.IFrameWorker = FrameWorker;
  if (location.protocol === "file:") window.Worker = FrameWorker;
})();
