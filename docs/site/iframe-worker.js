// Search is a worker. Pages that are files may start none, so they get one that runs in a frame of
// its own; what the theme asks of it is postMessage, messages, and importScripts that is awaited.
if (location.protocol === "file:") {
  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.inside = frame.contentWindow;
      const page = frame.contentDocument;
      this.inside.postMessage = (data) => {
        this.dispatchEvent(new MessageEvent("message", { data }));
      };
      const load = (from) =>
        new Promise((loaded, failed) => {
          const script = page.createElement("script");
          script.src = from;
          script.onload = loaded;
          script.onerror = failed;
          page.body.append(script);
        });
      this.inside.importScripts = (...urls) =>
        urls.reduce((before, next) => before.then(() => load(next)), Promise.resolve());
      this.started = load(url);
    }

    postMessage(data) {
      this.started.then(() => {
        this.inside.dispatchEvent(new MessageEvent("message", { data }));
      });
    }
  }
  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
}
