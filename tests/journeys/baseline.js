// What the accessibility baseline asks a page beyond axe. baseline.py brings it into every page.

window.octantBaseline = (() => {
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const LOOKS = [
    "backgroundColor",
    "boxShadow",
    "color",
    "borderTopColor",
    "borderTopWidth",
    "borderBottomColor",
    "borderBottomWidth",
    "textDecoration",
  ];
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const short = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });

  function headings() {
    return [...document.querySelectorAll("h1")].filter(isSeen).map(words);
  }

  // Where people are led after it is no part of the place.
  function placeOf(link) {
    const place = new URL(link.href);
    place.searchParams.delete("next");
    return place.href;
  }

  // Two links that read alike must lead to one place (WCAG 2.4.4, 2.4.9): people list links out of context.
  function linksThatReadAlike() {
    const targets = new Map();
    for (const link of [...document.querySelectorAll("a[href]")].filter(isSeen)) {
      const text = link.getAttribute("aria-label") ?? words(link);
      targets.set(text, (targets.get(text) ?? new Set()).add(placeOf(link)));
    }
    return [...targets].filter(([, hrefs]) => hrefs.size > 1).map(([text, hrefs]) => `"${text}" leads to ${[...hrefs]}`);
  }

  // A transparent outline shows nothing.
  function outlineOf({ outlineColor, outlineStyle, outlineWidth }) {
    const isDrawn = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && !/, 0\)$/.test(outlineColor);
    return isDrawn ? [outlineColor, outlineStyle, outlineWidth] : [];
  }

  // A radio or a checkbox shows its focus on what is drawn beside it.
  function look(element) {
    const bearers = [element, ...(element.labels ?? [])];
    return bearers
      .flatMap((each) => ["", "::before", "::after"].map((part) => getComputedStyle(each, part || null)))
      .map((style) => [...outlineOf(style), ...LOOKS.map((name) => style[name])].join(";"))
      .join("|");
  }

  function finishMotion() {
    for (const motion of document.getAnimations()) motion.finish();
  }

  function showsFocus(element) {
    element.focus({ preventScroll: true });
    finishMotion();
    const focused = look(element);
    element.blur();
    finishMotion();
    const plain = look(element);
    element.focus({ preventScroll: true });
    return focused !== plain;
  }

  function unseenFocus() {
    const before = document.activeElement;
    const unseen = [...document.querySelectorAll(FOCUSABLE)]
      .filter((each) => isSeen(each) && !each.disabled && each.tabIndex >= 0)
      .filter((each) => !showsFocus(each))
      .map(short);
    document.activeElement?.blur();
    before?.focus?.({ preventScroll: true });
    return unseen;
  }

  // Text that its own box cuts off. What is hidden on purpose, for screen readers, is one pixel small.
  function cutText() {
    return [...document.querySelectorAll("body *")]
      .filter((each) => isSeen(each) && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .filter((each) => each.clientWidth > 1 && getComputedStyle(each).overflow !== "visible")
      .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
      .filter((each) => !/auto|scroll/.test(getComputedStyle(each).overflow))
      .map(short);
  }

  // A word may reach beyond the screen though its box does not.
  function reachOf(element) {
    const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    const rights = texts.map((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect().right;
    });
    return Math.max(element.getBoundingClientRect().right, ...rights);
  }

  function beyondTheScreen() {
    const wide = document.documentElement.scrollWidth;
    if (wide <= innerWidth) return [];
    const culprits = [...document.querySelectorAll("body *")]
      .filter((each) => isSeen(each) && reachOf(each) > innerWidth + 1)
      .slice(-3);
    return [`the page is ${wide} px wide on a screen of ${innerWidth} px`, ...culprits.map(short)];
  }

  // Where the Tab key has brought us. Between the last stop and the first it may be the page as a whole.
  const numbers = new Map();
  function stop(wanted) {
    const element = document.activeElement ?? document.body;
    if (!numbers.has(element)) numbers.set(element, numbers.size);
    const isPage = element === document.body;
    return {
      number: isPage ? -1 : numbers.get(element),
      isThere: element === wanted,
      shows: isPage || showsFocus(element),
      what: short(element),
    };
  }

  return { headings, linksThatReadAlike, unseenFocus, cutText, beyondTheScreen, stop };
})();
