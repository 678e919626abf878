// Brings the answer that the address names, or else the newest question, to the top of the window; and copies the text
// beside a copy button when that is pressed. Holds no data.
(() => {
  const named = new URLSearchParams(location.search).get("antwoord");
  const questions = document.querySelectorAll(".ww-vraag");
  const place = (named && document.getElementById("antwoord-" + named)) || questions[questions.length - 1];
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (place) setTimeout(() => place.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" }), 80);

  if (window.weerwoordCopies) return;
  window.weerwoordCopies = true;
  const select = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy"); // where the page came over plain http the clipboard itself is closed
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".ww-kopieer");
    const text = button?.parentElement.querySelector(".ww-kopietekst");
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      if (!select(text)) return;
    }
    button.textContent = button.dataset.klaar;
  });
})();
