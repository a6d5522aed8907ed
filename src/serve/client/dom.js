// Building elements and remembering things. Text is always set as text: what messages
// quote comes from the content and may look like HTML.

export const NAME = "gongkai-preview-";

/** An element; `name` gives it the class gongkai-preview-NAME (several: "a b"). */
export function element(tag, name, ...children) {
  const made = document.createElement(tag);
  for (const part of name ? name.split(" ") : []) made.classList.add(NAME + part);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The same with attributes. */
export function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

export function button(name, text, action) {
  const made = set(element("button", name, text), { type: "button" });
  made.addEventListener("click", action);
  return made;
}

/** Changes the text only if it is another: nothing is announced or laid out anew in vain. */
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** Where all of the preview stands; framed() makes it. */
export const root = document.getElementById("gongkai-preview");

// A link past the navigation stays the first thing that a keyboard reaches.
for (let next = root.nextElementSibling; next && next.matches('a[href^="#"]'); next = root.nextElementSibling) next.after(root);

const SAID_TIME = 5000;
let saidTimer = 0;

/** Says something to those who do not see it. It does not stay: nobody shall meet it when it is no longer true. */
export function announce(text) {
  const place = root.querySelector("." + NAME + "said");
  place.textContent = "";
  clearTimeout(saidTimer);
  // Said twice, it is read twice only if the text goes away in between.
  saidTimer = setTimeout(() => {
    place.textContent = text;
    saidTimer = setTimeout(() => { place.textContent = ""; }, SAID_TIME);
  }, 50);
}

/** Session storage may be forbidden: then nothing is remembered. */
export function remember(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(NAME + key);
    else sessionStorage.setItem(NAME + key, JSON.stringify(value));
  } catch (error) { /* see above */ }
}

export function recall(key) {
  try { return JSON.parse(sessionStorage.getItem(NAME + key)); } catch (error) { return null; }
}

/** A place in the content (content/….yaml:42:13), to be copied into an editor. */
export function contentPlace(text) {
  const copy = button("copy", "复制", () => copyText(text, copy));
  copy.setAttribute("aria-label", "复制位置 " + text);
  return element("span", "location", element("code", "", text), " ", copy);
}

async function copyText(text, copy) {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    if (!copyBySelection(text, copy)) return;
  }
  write(copy, "已复制");
  announce("已复制");
  setTimeout(() => write(copy, "复制"), 2000);
}

/** For addresses that the browser does not trust (http on another machine): no clipboard there. */
function copyBySelection(text, copy) {
  const area = set(element("textarea", "copied"), { readonly: "", "aria-hidden": "true" });
  area.value = text;
  copy.after(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  copy.focus();
  return done;
}

/** The address of a page of the site. */
export function address(path, anchor) {
  const page = "/" + path.split("/").map(encodeURIComponent).join("/");
  return anchor ? page + "#" + encodeURIComponent(anchor) : page;
}

export const SEVERITIES = { error: "错误", warning: "警告", note: "提示" };

/** Class and word of how severe something is; an acknowledged finding is a kind of its own. */
export function kindOf(item) {
  return item.acknowledged ? "acknowledged" : item.severity;
}

export function badge(item) {
  const word = SEVERITIES[item.severity] + (item.acknowledged ? "（已说明）" : "");
  return element("span", "badge is-" + kindOf(item), word);
}
