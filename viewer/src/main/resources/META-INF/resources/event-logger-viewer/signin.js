// @ts-check
/** Signing in with a token: the server gives a cookie for it that no script gets. */
import { h } from "./lib/preact.module.js";
import { useState } from "./lib/hooks.module.js";
import { ask, urlOf } from "./ask.js";
import { visible } from "./format.js";
import { Dialog } from "./parts.js";
import { say } from "./words.js";

/** Above what is there, which stays as it is. @param {{onDone: () => void, onClose: () => void}} props */
export function SignIn({ onDone, onClose }) {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState("");
  const submit = async (/** @type {Event} */ e, /** @type {() => void} */ close) => {
    e.preventDefault();
    try {
      await ask(urlOf("api/session"), { method: "POST", body: { token: token.trim() } });
      close();
      onDone();
    } catch (/** @type {any} */ failure) {
      setProblem(say("signin.wrong", { reason: visible(failure.message || say(`answer.${failure.kind}`)) }));
    }
  };
  return h(Dialog, { label: "signin-heading", class: "signin", onClose, children: close =>
    h("form", { onSubmit: (/** @type {Event} */ e) => submit(e, close) },
      h("h2", { id: "signin-heading" }, say("signin.heading")),
      h("p", null, say("signin.says")),
      h("label", null, say("signin.token"),
        h("input", {
          type: "password", autocomplete: "current-password", autofocus: true, required: true, value: token, "aria-describedby": "signin-problem",
          onInput: (/** @type {any} */ e) => setToken(e.target.value),
        })),
      h("p", { id: "signin-problem", class: "problem", role: "alert" }, problem),
      h("button", { type: "submit", class: "main" }, say("signin.do")),
      h("p", { class: "says" }, say("signin.how"))) });
}
