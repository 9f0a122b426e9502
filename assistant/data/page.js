() => {
  // A click on [n] in an answer opens and shows source n instead of leaving the page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href*="#source-"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const card = document.getElementById(link.getAttribute("href").split("#")[1]);
    if (!card) return;
    document.querySelectorAll(".source.called").forEach((c) => c.classList.remove("called"));
    card.open = true;
    card.classList.add("called");
    card.scrollIntoView({ behavior: "smooth", block: "nearest" });
  }, true);
}
