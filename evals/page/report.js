"use strict";
// A click on a figure lists the questions that it is the mean of, worst first.
const lines = JSON.parse(document.getElementById("lines").textContent);
const dialog = document.getElementById("trace");

function behind(figure) {
  const [kind, name] = figure.dataset.part ? figure.dataset.part.split("=") : [];
  return lines[figure.dataset.system]
    .filter((line) => !kind || line[kind] === name)
    .filter((line) => figure.dataset.metric in line.metrics)
    .map((line) => [line.id, line.metrics[figure.dataset.metric]])
    .sort((a, b) => a[1] - b[1]);
}

function show(figure) {
  const rows = behind(figure);
  const mean = rows.reduce((sum, row) => sum + row[1], 0) / rows.length;
  const { system, metric, part } = figure.dataset;
  dialog.querySelector("h2").textContent =
    `${system}: ${metric}${part ? ", " + part.replace("=", " ") : ""}: ` +
    `mean of ${rows.length} questions = ${mean.toFixed(3)}`;
  const list = document.createElement("ul");
  for (const [id, value] of rows) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#q-${id}`;
    link.textContent = id;
    link.addEventListener("click", () => dialog.close());
    item.append(link, ` ${value.toFixed(3)}`);
    list.append(item);
  }
  dialog.querySelector("div").replaceChildren(list);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.matches("button.figure")) show(event.target);
});
