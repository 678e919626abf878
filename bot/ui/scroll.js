// Brings the newest question to the top of the window. Holds no data.
(() => {
  const questions = document.querySelectorAll(".ww-vraag");
  const newest = questions[questions.length - 1];
  if (!newest) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  setTimeout(() => newest.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" }), 80);
})();
